import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A small S3 for tests: path style, objects in memory, every request must carry a right SigV4 signature and payload hash
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). What it does not know it refuses.
 */

type Stored = { body: Buffer; etag: string; contentType: string; metadata: Record<string, string> }
type Unfinished = { key: string; parts: Map<number, Buffer>; contentType: string; metadata: Record<string, string> }
type Answer = { status: number; headers?: Record<string, string>; body?: string | Buffer }

export type S3Call = {
  operation: string
  bucket: string
  key: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}
export type Fault = 'error' | 'cut'
export type S3Server = Awaited<ReturnType<typeof startS3Server>>

const MIN_PART_BYTES = 5 * 1024 * 1024
const MAX_SKEW_MS = 15 * 60_000

class S3Error extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

export async function startS3Server({ buckets = ['photos'], pageSize = 1000, remembersCalls = true } = {}) {
  const credentials = { accessKeyId: 'TESTACCESSKEY', secretAccessKey: 'test/secret+key' }
  const store = new Map(buckets.map((name) => [name, new Map<string, Stored>()]))
  const uploads = new Map<string, Unfinished>()
  const calls: S3Call[] = []
  let fault: (call: S3Call) => Fault | null = () => null
  let gate: (call: S3Call) => Promise<void> = async () => {}

  function objectsOf(bucket: string): Map<string, Stored> {
    const objects = store.get(bucket)
    if (!objects) throw new S3Error(404, 'NoSuchBucket')
    return objects
  }

  function objectOf(bucket: string, key: string): Stored {
    const object = objectsOf(bucket).get(key)
    if (!object) throw new S3Error(404, 'NoSuchKey')
    return object
  }

  function uploadOf(call: S3Call): Unfinished {
    const upload = uploads.get(call.query.get('uploadId') ?? '')
    if (upload?.key !== call.key) throw new S3Error(404, 'NoSuchUpload')
    return upload
  }

  function save(call: S3Call, object: Omit<Stored, 'etag'>, etag = quotedMd5(object.body)): string {
    objectsOf(call.bucket).set(call.key, { ...object, etag })
    return etag
  }

  const operations: Record<string, (call: S3Call) => Answer> = {
    PutObject(call) {
      const etag = save(call, { body: call.body, ...describe(call) })
      return { status: 200, headers: { etag } }
    },

    CopyObject(call) {
      const source = decodeURIComponent(String(call.headers['x-amz-copy-source'])).replace(/^\//, '')
      const slash = source.indexOf('/')
      const from = objectOf(source.slice(0, slash), source.slice(slash + 1))
      const wanted = call.headers['x-amz-copy-source-if-match']
      if (wanted !== undefined && wanted !== from.etag) throw new S3Error(412, 'PreconditionFailed')
      const isThere = objectsOf(call.bucket).has(call.key)
      if (call.headers['if-none-match'] === '*' && isThere) throw new S3Error(412, 'PreconditionFailed')
      const isReplace = call.headers['x-amz-metadata-directive'] === 'REPLACE'
      const etag = save(call, { ...from, ...(isReplace ? describe(call) : {}) })
      return xml(
        'CopyObjectResult',
        `<ETag>${escapeXml(etag)}</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified>`,
      )
    },

    HeadObject(call) {
      const object = objectOf(call.bucket, call.key)
      return { status: 200, headers: { ...headersOf(object), 'content-length': String(object.body.length) } }
    },

    GetObject(call) {
      const object = objectOf(call.bucket, call.key)
      const range = /^bytes=(\d+)-(\d*)$/.exec(call.headers.range ?? '')
      if (!range) return { status: 200, headers: headersOf(object), body: object.body }
      const first = Number(range[1])
      const last = Math.min(range[2] ? Number(range[2]) : Number.POSITIVE_INFINITY, object.body.length - 1)
      if (first > last) throw new S3Error(416, 'InvalidRange')
      const contentRange = { 'content-range': `bytes ${first}-${last}/${object.body.length}` }
      return {
        status: 206,
        headers: { ...headersOf(object), ...contentRange },
        body: object.body.subarray(first, last + 1),
      }
    },

    DeleteObject(call) {
      objectsOf(call.bucket).delete(call.key)
      return { status: 204 }
    },

    ListObjectsV2(call) {
      const prefix = call.query.get('prefix') ?? ''
      const after = call.query.get('continuation-token') ?? call.query.get('start-after') ?? ''
      const limit = Math.min(Number(call.query.get('max-keys') ?? pageSize), pageSize)
      const keys = [...objectsOf(call.bucket).keys()]
        .filter((key) => key.startsWith(prefix) && key > after)
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      const page = keys.slice(0, limit)
      const isTruncated = keys.length > page.length
      const contents = page.map((key) => {
        const { length } = objectOf(call.bucket, key).body
        return `<Contents><Key>${escapeXml(key)}</Key><Size>${length}</Size></Contents>`
      })
      const next = isTruncated ? `<NextContinuationToken>${escapeXml(page.at(-1) ?? '')}</NextContinuationToken>` : ''
      return xml('ListBucketResult', `${contents.join('')}<IsTruncated>${isTruncated}</IsTruncated>${next}`)
    },

    ListMultipartUploads(call) {
      const prefix = call.query.get('prefix') ?? ''
      const after = call.query.get('key-marker') ?? ''
      const listed = [...uploads]
        .filter(([, { key }]) => key.startsWith(prefix) && key > after)
        .sort(([, a], [, b]) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
      const page = listed.slice(0, pageSize)
      const entries = page.map(
        ([id, { key }]) => `<Upload><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId></Upload>`,
      )
      const isTruncated = listed.length > page.length
      const next = isTruncated ? `<NextKeyMarker>${escapeXml(page.at(-1)?.[1].key ?? '')}</NextKeyMarker>` : ''
      return xml('ListMultipartUploadsResult', `${entries.join('')}<IsTruncated>${isTruncated}</IsTruncated>${next}`)
    },

    CreateMultipartUpload(call) {
      objectsOf(call.bucket)
      const id = randomUUID()
      uploads.set(id, { key: call.key, parts: new Map(), ...describe(call) })
      return xml('InitiateMultipartUploadResult', `<UploadId>${id}</UploadId>`)
    },

    UploadPart(call) {
      const { parts } = uploadOf(call)
      parts.set(Number(call.query.get('partNumber')), call.body)
      return { status: 200, headers: { etag: quotedMd5(call.body) } }
    },

    CompleteMultipartUpload(call) {
      const upload = uploadOf(call)
      const named = [...call.body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
        number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
        etag: (/<ETag>(.*?)</.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
      }))
      const bodies = named.map(({ number, etag }) => {
        const body = upload.parts.get(number)
        if (!body || quotedMd5(body) !== etag) throw new S3Error(400, 'InvalidPart')
        return body
      })
      if (bodies.length === 0) throw new S3Error(400, 'MalformedXML')
      if (named.some(({ number }, at) => at > 0 && number <= (named[at - 1]?.number ?? 0)))
        throw new S3Error(400, 'InvalidPartOrder')
      if (bodies.slice(0, -1).some((body) => body.length < MIN_PART_BYTES)) throw new S3Error(400, 'EntityTooSmall')
      const body = Buffer.concat(bodies)
      const etag = save(call, { ...upload, body }, `"${md5(body)}-${bodies.length}"`)
      uploads.delete(call.query.get('uploadId') ?? '')
      return xml('CompleteMultipartUploadResult', `<ETag>${escapeXml(etag)}</ETag>`)
    },

    AbortMultipartUpload(call) {
      uploadOf(call)
      uploads.delete(call.query.get('uploadId') ?? '')
      return { status: 204 }
    },
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request)
    if (remembersCalls) calls.push(call)
    try {
      authenticate(request, call.body, credentials)
      await gate(call)
      const wanted = fault(call)
      if (wanted === 'cut') return void request.socket.destroy()
      if (wanted === 'error') throw new S3Error(500, 'InternalError')
      send(request, response, run(call))
    } catch (error) {
      if (!(error instanceof S3Error)) throw error
      send(request, response, { ...xml('Error', `<Code>${error.code}</Code>`), status: error.status })
    }
  }

  function run(call: S3Call): Answer {
    const operation = operations[call.operation]
    if (!operation) throw new S3Error(501, 'NotImplemented')
    return operation(call)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo

  return {
    endpoint: `http://127.0.0.1:${port}`,
    credentials,
    calls,
    /** Keys of whole objects, driver's own ones too. */
    keys: (bucket = 'photos') => [...objectsOf(bucket).keys()],
    object: (key: string, bucket = 'photos') => objectOf(bucket, key),
    contentType: (key: string, bucket = 'photos') => objectOf(bucket, key).contentType,
    unfinishedUploads: () => uploads.size,
    removeBucket: (bucket: string) => void store.delete(bucket),
    hasBucket: (bucket: string) => store.has(bucket),
    /** Decides for every following call whether it is answered 500 or its connection is cut. */
    failWhen(decide: (call: S3Call) => Fault | null) {
      fault = decide
    },
    /** Every following call waits for this before it is answered. */
    holdUntil(wait: (call: S3Call) => Promise<void>) {
      gate = wait
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function readCall(request: IncomingMessage): Promise<S3Call> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const url = new URL(request.url ?? '/', 'http://s3')
  const [bucket = '', ...parts] = url.pathname.slice(1).split('/')
  const key = decodeURIComponent(parts.join('/'))
  const call = { bucket, key, query: url.searchParams, headers: request.headers, body: Buffer.concat(chunks) }
  return { ...call, operation: operationOf(request, key, url.searchParams) }
}

function operationOf({ method, headers }: IncomingMessage, key: string, query: URLSearchParams): string {
  if (key === '' && method === 'GET' && query.has('uploads')) return 'ListMultipartUploads'
  if (key === '') return method === 'GET' && query.get('list-type') === '2' ? 'ListObjectsV2' : 'Unknown'
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload'
  if (method === 'PUT' && query.has('uploadId')) return 'UploadPart'
  if (method === 'PUT') return headers['x-amz-copy-source'] === undefined ? 'PutObject' : 'CopyObject'
  if (method === 'DELETE') return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject'
  if (method === 'HEAD') return 'HeadObject'
  return method === 'GET' ? 'GetObject' : 'Unknown'
}

function authenticate(
  request: IncomingMessage,
  body: Buffer,
  known: { accessKeyId: string; secretAccessKey: string },
): void {
  const { headers } = request
  const authorization =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[^/]+\/s3\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, accessKeyId, scope = '', signedHeaders = '', signature = ''] =
    authorization.exec(headers.authorization ?? '') ?? []
  if (accessKeyId === undefined) throw new S3Error(403, 'AccessDenied')
  if (accessKeyId !== known.accessKeyId) throw new S3Error(403, 'InvalidAccessKeyId')

  const payloadHash = String(headers['x-amz-content-sha256'])
  // Streaming signatures and checksum trailers: our driver must not use them, many servers store them as part of the file.
  if (payloadHash.startsWith('STREAMING-') || headers['content-encoding']?.includes('aws-chunked'))
    throw new S3Error(501, 'NotImplemented')
  if (payloadHash !== 'UNSIGNED-PAYLOAD' && payloadHash !== sha256(body))
    throw new S3Error(400, 'XAmzContentSHA256Mismatch')

  const date = String(headers['x-amz-date'])
  const time = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  if (!(Math.abs(Date.now() - time) < MAX_SKEW_MS) || !scope.startsWith(date.slice(0, 8)))
    throw new S3Error(403, 'RequestTimeTooSkewed')

  const names = signedHeaders.split(';')
  const unsigned = Object.keys(headers).filter(
    (name) => (name.startsWith('x-amz-') || name === 'host') && !names.includes(name),
  )
  if (unsigned.length > 0) throw new S3Error(403, 'AccessDenied')

  const url = new URL(request.url ?? '/', 'http://s3')
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const path = url.pathname.split('/').map((part) => encode(decodeURIComponent(part)))
  const canonicalHeaders = names.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`).join('')
  const canonical = [
    request.method,
    path.join('/'),
    query.join('&'),
    canonicalHeaders,
    signedHeaders,
    payloadHash,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const signingKey = scope
    .split('/')
    .reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${known.secretAccessKey}`)
  if (!timingSafeEqual(hmac(signingKey, toSign), Buffer.from(signature, 'hex')))
    throw new S3Error(403, 'SignatureDoesNotMatch')
}

function describe({ headers }: S3Call): Pick<Stored, 'contentType' | 'metadata'> {
  const prefix = 'x-amz-meta-'
  const metadata = Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), String(value)])
  return { contentType: headers['content-type'] ?? 'binary/octet-stream', metadata: Object.fromEntries(metadata) }
}

function headersOf({ etag, contentType, metadata }: Stored): Record<string, string> {
  const own = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])
  return { etag, 'content-type': contentType, 'accept-ranges': 'bytes', ...Object.fromEntries(own) }
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body = '' }: Answer): void {
  const sizeBytes = Buffer.byteLength(body)
  response.writeHead(status, { 'x-amz-request-id': randomUUID(), 'content-length': sizeBytes, ...headers })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function xml(root: string, content: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** RFC 3986, as SigV4 wants it. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function md5(data: Buffer): string {
  return createHash('md5').update(data).digest('hex')
}

function quotedMd5(data: Buffer): string {
  return `"${md5(data)}"`
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}
