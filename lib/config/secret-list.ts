import { z } from 'zod'

export const encryptionKey = z
  .base64('expected 32 bytes in base64')
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'expected 32 bytes in base64')

/** A secret, or several with commas between them: the first one writes, all of them read. So a secret can be changed while both are known. */
export function secretList<Secret>(entry: z.ZodType<Secret, string>) {
  return z
    .string()
    .transform((text): [string, ...string[]] => {
      const [first = '', ...older] = text.split(',').map((part) => part.trim())
      return [first, ...older]
    })
    .pipe(z.tuple([entry], entry))
}
