const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text for elements and attributes of XML 1.0 and HTML. Characters that XML cannot hold are left out. */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** JSON as the content of a script element, which nothing in it can end. */
export function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}
