import ts from 'typescript'

export interface Import {
  readonly specifier: string
  /** `static` loads with its file, `dynamic` when asked for, `type` never. */
  readonly kind: 'static' | 'dynamic' | 'type'
}

const onlyTypes = (elements: readonly { readonly isTypeOnly: boolean }[]) =>
  elements.length > 0 && elements.every((element) => element.isTypeOnly)

function kindOfImport({ importClause: clause }: ts.ImportDeclaration): Import['kind'] {
  if (!clause) return 'static'
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return 'type'
  const { name, namedBindings: names } = clause
  return !name && names && ts.isNamedImports(names) && onlyTypes(names.elements) ? 'type' : 'static'
}

function kindOfExport({ isTypeOnly, exportClause: clause }: ts.ExportDeclaration): Import['kind'] {
  const types = isTypeOnly || (clause && ts.isNamedExports(clause) && onlyTypes(clause.elements))
  return types ? 'type' : 'static'
}

/** Every module that a source file names, in whatever way. */
export function importsOf(code: string): Import[] {
  const imports: Import[] = []
  const add = (node: ts.Node | undefined, kind: Import['kind']) => {
    if (node && ts.isStringLiteralLike(node)) imports.push({ specifier: node.text, kind })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, kindOfImport(node))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, kindOfExport(node))
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, 'type')
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], 'dynamic')
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('file.tsx', code, ts.ScriptTarget.Latest))
  return imports
}
