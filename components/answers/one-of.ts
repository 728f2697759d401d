import * as z from 'zod/mini'

/** One of the keys of `values`: a record over a union type, so that the compiler misses none of its members. */
export function oneOf<Value extends string>(values: Record<Value, unknown>): z.ZodMiniType<Value> {
  return z.custom<Value>((value) => typeof value === 'string' && Object.hasOwn(values, value))
}
