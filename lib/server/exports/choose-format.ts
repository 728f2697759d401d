import { EXPORT_FORMATS, type ExportFormat } from '@/lib/model/export-formats'
import { preferredType } from '@/lib/server/http/negotiate'

/** The format that `?format=` names, else the one that Accept prefers, else the first. Plain JSON counts as the first. */
export function chooseFormat<Format extends ExportFormat>(
  headers: Headers,
  formats: readonly [Format, ...Format[]],
  named: Format | undefined,
): Format {
  if (named) return named
  const [first] = formats
  const type = preferredType(headers, [
    ...formats.map((format) => EXPORT_FORMATS[format].mediaType),
    'application/json',
  ])
  return formats.find((format) => EXPORT_FORMATS[format].mediaType === type) ?? first
}
