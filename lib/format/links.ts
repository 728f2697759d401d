export type TextPart = { text: string; href: string | null }

const ADDRESS = /https?:\/\/[^\s<>"]+/gi
// What ends a sentence or closes a bracket is hardly ever the end of an address.
const TRAILING = /[.,;:!?'’”»…]+$/

/** What somebody wrote, cut into plain text and addresses of the web. Joined, the parts are the text. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const href = trimAddress(found)
    if (!URL.canParse(href)) continue
    if (index > end) parts.push({ text: text.slice(end, index), href: null })
    parts.push({ text: href, href })
    end = index + href.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null })
  return parts
}

function trimAddress(found: string): string {
  const trimmed = found.replace(TRAILING, '')
  const hasOwnBracket = trimmed.includes('(')
  return trimmed.endsWith(')') && !hasOwnBracket ? trimAddress(trimmed.slice(0, -1)) : trimmed
}
