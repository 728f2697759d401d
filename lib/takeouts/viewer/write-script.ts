import { HAND_OVER } from '@/lib/model/takeout-viewer'

/** A file of script that hands over one value to the offline viewer; `value` is its JSON, piece by piece. */
export async function* writeScript(
  path: string,
  value: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  yield `${HAND_OVER}(${JSON.stringify(path)},`
  yield* value
  yield ')\n'
}

/** The pieces of the JSON of a list. */
export async function* listPieces(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield '['
  let separator = ''
  for await (const item of items) {
    yield separator + JSON.stringify(item)
    separator = ',\n'
  }
  yield ']'
}
