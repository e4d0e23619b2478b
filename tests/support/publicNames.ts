import { readFileSync } from 'node:fs'
import ts from 'typescript'

/**
 * The names that an entry file promises, sorted: values as they are, types as `type Name`.
 *
 * Reads `export { … } from` only: an entry lists what it promises, name by name, and makes nothing itself.
 */
export function publicNames(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const names = source.statements.flatMap((statement) => {
    const clause = ts.isExportDeclaration(statement) && statement.exportClause
    if (!clause || !ts.isNamedExports(clause) || !ts.isExportDeclaration(statement))
      throw new Error(`${file}: only lists of names belong here: ${statement.getText(source)}`)
    return clause.elements.map((element) =>
      statement.isTypeOnly || element.isTypeOnly ? `type ${element.name.text}` : element.name.text,
    )
  })
  return names.sort()
}
