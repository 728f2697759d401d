import { cookies } from 'next/headers'
import { parseUnits, UNITS_COOKIE, type Units } from '@/lib/format/units'

/** The units that this visitor chose. */
export async function readUnits(): Promise<Units> {
  return parseUnits((await cookies()).get(UNITS_COOKIE)?.value)
}
