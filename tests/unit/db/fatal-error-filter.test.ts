import { describe, expect, test } from 'vitest'
import { createFatalErrorFilter } from '@/db/fatal-error-filter'

const fields = (severity: string, code: string) => `S${severity}\0V${severity}\0C${code}\0Mthe reason\0\0`

function message(type: string, content: string): Buffer {
  const header = Buffer.alloc(5)
  header.write(type)
  header.writeUInt32BE(4 + Buffer.byteLength(content), 1)
  return Buffer.concat([header, Buffer.from(content)])
}

const row = message('D', 'E is no error here: SFATAL VFATAL')
const usual = message('E', fields('ERROR', '23505'))
const fatal = message('E', fields('FATAL', '57P01'))
const ready = message('Z', 'I')

/** What is passed on of bytes that arrive in pieces of that size. */
function arriving(bytes: Buffer, pieceBytes: number) {
  const filter = createFatalErrorFilter()
  const passed: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const answer = filter(bytes.subarray(at, at + pieceBytes))
    passed.push(answer.passed)
    if (answer.fatal) return { passed: Buffer.concat(passed), fatal: answer.fatal }
  }
  return { passed: Buffer.concat(passed), fatal: null }
}

describe.for([1, 2, 3, 5, 7, 64, 1_000])('in pieces of %i bytes', (pieceBytes) => {
  test('everything passes but a fatal error', () => {
    const before = Buffer.concat([row, usual, ready, row, row])
    const { passed, fatal: error } = arriving(Buffer.concat([before, fatal]), pieceBytes)
    expect(passed.equals(before)).toBe(true)
    expect(error).toMatchObject({ code: '57P01', message: 'the reason', severity: 'FATAL' })
  })

  test('without one, all bytes pass', () => {
    const bytes = Buffer.concat([usual, row, ready, usual, ready])
    expect(arriving(bytes, pieceBytes)).toEqual({ passed: bytes, fatal: null })
  })
})
