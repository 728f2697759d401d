const SHEET = /<link rel="stylesheet" href="(\/_next\/static\/[\w./-]+\.css)"[^>]* data-precedence="next"\/>/g
const FONT_OF_A_FILE = /@font-face\s*\{[^}]*url\((?!["']?data:)[^}]*\}/g
const NOT_INLINE = /<\/style|url\((?!["']?data:)/i

/** Reads a style sheet by its address; null: it is not there. */
export type ReadSheet = (path: string) => Promise<string | null>

/**
 * Writes the styles of a page into it, so that its first frame waits for no further request (docs/decisions/017). Fonts are left out: they would
 * take the line from the picture. `sheets` are the addresses of the same styles with them, to be loaded later. A page with a sheet that cannot stand
 * in a page stays as it is.
 */
export async function inlineStyles(page: string, readSheet: ReadSheet): Promise<{ page: string; sheets: string[] }> {
  const tags = [...page.matchAll(SHEET)]
  const sheets = tags.flatMap(([, path]) => path ?? [])
  const texts = await Promise.all(sheets.map(readSheet))
  const styles = texts.map((text) => text?.replace(FONT_OF_A_FILE, '') ?? null)
  if (styles.length === 0 || styles.some((text) => text === null || NOT_INLINE.test(text))) return { page, sheets: [] }
  const links = tags.map(([tag]) => tag).join('')
  let isFirst = true
  const inlined = page.replace(SHEET, () => {
    if (!isFirst) return ''
    isFirst = false
    return `<style>${styles.join('\n')}</style><noscript>${links}</noscript>`
  })
  return { page: inlined, sheets }
}

/** The header `Link` without the style sheets that it has browsers fetch ahead. */
export function withoutSheets(link: string): string {
  return link
    .split(/,\s*(?=<)/)
    .filter((part) => !/as="?style/.test(part))
    .join(', ')
}
