import { dump, insert, load, TagValues } from 'piexif-ts'
import { escapeMarkup } from '@/lib/format/escape-markup'
import type { Attribution } from '@/lib/photos/get-attribution'
import { addXmp } from './add-xmp'

const LICENCE = { name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' }

/** The JPEG with its photographer and licence in Exif and XMP, whatever else these say; as it is when its Exif cannot be read. */
export function writeAttribution(jpeg: Buffer, attribution: Attribution): Buffer {
  const { username, isPublic } = attribution
  const binary = jpeg.toString('latin1')
  try {
    const exif = load(binary)
    const licence = isPublic ? `, ${LICENCE.name}, ${LICENCE.url}` : ''
    const image = {
      ...exif['0th'],
      [TagValues.ImageIFD.Artist]: utf8(username),
      [TagValues.ImageIFD.Copyright]: utf8(`${username}${licence}`),
    }
    const written = Buffer.from(insert(dump({ ...exif, '0th': image }), binary), 'latin1')
    return addXmp(written, describe(attribution))
  } catch {
    return jpeg
  }
}

/** Exif has texts of bytes; readers of today take them for UTF-8. */
function utf8(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** As https://wiki.creativecommons.org/wiki/XMP asks for. */
function describe({ username, isPublic }: Attribution): string {
  const name = escapeMarkup(username)
  const rights = isPublic ? `${name}, ${LICENCE.name}` : name
  return [
    '<rdf:Description rdf:about=""',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:cc="http://creativecommons.org/ns#"',
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"',
    ...(isPublic ? [` xmpRights:Marked="True" xmpRights:WebStatement="${LICENCE.url}"`] : []),
    ` cc:attributionName="${name}">`,
    `<dc:creator><rdf:Seq><rdf:li>${name}</rdf:li></rdf:Seq></dc:creator>`,
    `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${rights}</rdf:li></rdf:Alt></dc:rights>`,
    ...(isPublic ? [`<cc:license rdf:resource="${LICENCE.url}"/>`] : []),
    '</rdf:Description>',
  ].join('')
}
