import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/**
 * The names that an entry file promises, sorted: values as they are, types as `type Name`.
 *
 * An entry lists what it promises, name by name, or takes over the list of another one; it makes nothing itself.
 */
export function publicNames(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  return source.statements
    .flatMap((statement) => {
      if (!ts.isExportDeclaration(statement))
        throw new Error(`${file}: only lists of names belong here: ${statement.getText(source)}`)
      return namesIn(statement, dirname(file))
    })
    .sort()
}

function namesIn(statement: ts.ExportDeclaration, folder: string): string[] {
  const { exportClause: clause, moduleSpecifier: from } = statement
  if (!clause && from && ts.isStringLiteral(from)) return publicNames(join(folder, from.text))
  if (clause && ts.isNamespaceExport(clause)) return [`type ${clause.name.text}`]
  if (!clause || !ts.isNamedExports(clause)) throw new Error(`${folder}: a list without names`)
  return clause.elements.map((element) =>
    statement.isTypeOnly || element.isTypeOnly ? `type ${element.name.text}` : element.name.text,
  )
}
