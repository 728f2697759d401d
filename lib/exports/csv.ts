import { formatDecimal } from '@/lib/format/number'

/** A line of comma-separated values as in RFC 4180, of cells that `csvCell` wrote. */
export function csvLine(cells: string[]): string {
  return `${cells.join(',')}\r\n`
}

// Programs skip what is not seen, and take the wide signs of East Asian scripts for the others.
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\r\n]/u

/**
 * Text that a spreadsheet would run as a formula is shielded by an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection). Control
 * characters, which RFC 4180 does not allow even in quotes, become spaces.
 */
export function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return formatDecimal(value)
  const plain = String(value)
    .toWellFormed()
    .replace(/(?![\r\n])\p{Cc}/gu, ' ')
  const text = typeof value === 'string' && FORMULA.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
