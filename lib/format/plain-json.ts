import { formatDecimal } from './number'

const STRING_OR_POWER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?e[+-]\d+/g

/** JSON whose numbers are plain digits: some programs that read files take `5e-7` for text. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(STRING_OR_POWER, (token) =>
    token.startsWith('"') ? token : formatDecimal(Number(token)),
  )
}
