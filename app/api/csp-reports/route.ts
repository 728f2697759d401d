import { z } from 'zod'
import { handleOpen } from '@/app/api/handle-open'
import { parseJson } from '@/lib/format/parse-json'
import { readBytes } from '@/lib/server/http/read-bytes'
import { log } from '@/lib/server/log'

const MAX_TEXT = 300
const text = z.string().transform((value) => value.slice(0, MAX_TEXT))

/** https://www.w3.org/TR/CSP3/#deprecated-serialize-violation */
const Report = z.object({
  'csp-report': z.object({
    'violated-directive': text.optional(),
    'blocked-uri': text.optional(),
    'source-file': text.optional(),
    'line-number': z.number().optional(),
  }),
})

/** 204: what a browser kept from a page by its policy is in the log; 400 for what is no such report; 429 for who sends too many. */
export function POST(request: Request) {
  return handleOpen(request, 'write', async () => {
    const body = (await readBytes(request)).toString('utf8')
    const report = Report.safeParse(parseJson(body))
    if (!report.success) return new Response(null, { status: 400 })
    log().warn({ report: report.data['csp-report'] }, 'content security policy')
    return new Response(null, { status: 204 })
  })
}
