import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { databaseUrls } from './database-urls'
import { devServerUrl } from './dev-server-url'
import { mailbox, smtpUrl } from './mail-settings'
import { BUNDLED, parseMapStyles } from './map-grounds'
import { encryptionKey, secretList } from './secret-list'

const url = z.url({ protocol: /^https?$/, error: 'expected an http(s) URL' })
/** What is behind the host would be lost: every address of ours begins at the root. */
function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return true // said already
  const { origin, href } = new URL(address)
  return href === `${origin}/`
}

const flag = z.enum(['true', 'false'], { error: 'expected true or false' }).transform((value) => value === 'true')
const port = z.coerce.number({ error: 'expected a port number' }).int('expected a port number').min(1).max(65_535)

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgres://user:password@host:port/database',
})

const limit = z.coerce
  .number({ error: 'expected a number, 0 for no limit' })
  .int('expected a whole number')
  .min(0, 'expected 0 or more')

const S3_PLACE = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/

/** Whether the SDK runs steps for whoever asks, and others than this machine can ask. */
function isOpenDevMode(env: { HOST: string; INNGEST_DEV?: string | undefined; INNGEST_BASE_URL?: string | undefined }) {
  const devServer = devServerUrl(env)
  return devServer !== null && ![env.HOST, new URL(devServer).hostname].every((host) => LOOPBACK.test(host))
}

const Environment = z
  .object({
    NODE_ENV: z.string().default('production'),
    PORT: port.default(3000),
    HOST: z.string().default('127.0.0.1'),
    MTP_DATA_DIR: z
      .string()
      .default('.data')
      .transform((path) => (isAbsolute(path) ? path : resolve(path))),
    MTP_DEMO: flag.default(false), // set by the launcher when Mapillary is the demo
    MTP_EMBEDDED_RUNNER: flag.default(false), // set by the launcher when INNGEST_BASE_URL is its own runner
    MTP_DRAWING_PROCESS: z.string().optional(), // set by the launcher: the script of the process that draws pictures
    DATABASE_URL: databaseUrl,
    DATABASE_URL_DIRECT: databaseUrl.optional(), // for migrations, when DATABASE_URL leads to a pooler
    DATABASE_READ_URL: databaseUrl.optional(), // a replica, for what strangers search and see on the map
    AWS_S3_MAPILLARY_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected an S3 bucket name')
      .optional(),
    AWS_S3_FORCE_PATH_STYLE: flag.default(false),
    MTP_SECOND_BACKUP: z
      .string()
      .refine((place) => !place.includes('://') || S3_PLACE.test(place), 'expected a folder or s3://bucket')
      .optional(), // where a second copy of each original is kept
    MTP_SECOND_ENDPOINT_URL: url.optional(),
    MTP_SECOND_REGION: z.string().optional(),
    MTP_SECOND_ACCESS_KEY_ID: z.string().optional(),
    MTP_SECOND_SECRET_ACCESS_KEY: z.string().optional(),
    MTP_SECOND_FORCE_PATH_STYLE: flag.default(false),
    MTP_PRIVATE_BUCKETS: flag.default(false), // photographers' own buckets may be at addresses that are not on the internet
    MTP_VERIFY_MINUTES_PER_NIGHT: limit.max(300, 'expected at most 300').default(30), // 0: the bytes of originals are not read each night
    MTP_VERIFY_MBPS: limit.default(20), // MB a second that verification may read; 0: no limit
    MAPILLARY_API: z.enum(['v3', 'v4', 'none'], { error: 'expected v3, v4 or none' }).default('v4'),
    MAPILLARY_CLIENT_ID: z.string().default(''),
    MAPILLARY_CLIENT_SECRET: z.string().optional(),
    MAPILLARY_CLIENT_TOKEN: z
      .string()
      .startsWith('MLY|', 'expected the client token of your Mapillary application, MLY|…')
      .optional(),
    MAPILLARY_API_URL: url.optional(),
    MAPILLARY_AUTH_URL: url.default('https://www.mapillary.com/connect'),
    MAPILLARY_IMAGES_URL: url.default('https://images.mapillary.com'),
    MAPILLARY_COMPUTED_COORDINATES: flag.default(true),
    PHOTO_SOURCE: z
      .enum(['auto', 'backup', 'mapillary'], { error: 'expected auto, backup or mapillary' })
      .default('auto'),
    NEXTAUTH_URL: url.refine(isOrigin, 'expected a scheme and a host only: the site is not served under a path'),
    NEXTAUTH_SECRET: secretList(z.string().min(16, 'expected at least 16 characters')),
    TOKEN_ENCRYPTION_KEY: secretList(encryptionKey),
    INNGEST_BASE_URL: url.optional(),
    INNGEST_APP_URL: url.optional(), // set by the launcher: where its runner calls the steps
    INNGEST_DEV: z.string().optional(), // 1, 0 or the URL of a Dev Server, as the Inngest SDK reads it
    INNGEST_EVENT_KEY: z.string().optional(),
    INNGEST_SIGNING_KEY: z.string().optional(),
    INNGEST_SERVE_ORIGIN: url.optional(), // where Inngest reaches this app, when that is not NEXTAUTH_URL
    MTP_OPERATOR_NAME: z.string().trim().max(200).optional(),
    MTP_OPERATOR_CONTACT: z.union([z.email(), url], 'expected an e-mail or http(s) address').optional(),
    SMTP_URL: smtpUrl.optional(), // a server that takes mails; without it none are sent
    MAIL_FROM: mailbox.optional(), // who sends them
    MTP_DESKTOP_UPLOADER_CLIENT_ID: z.string().max(200).optional(),
    MAP_STYLE_URL: z
      .string()
      .refine((text) => text === BUNDLED || url.safeParse(text).success, 'expected an http(s) URL, or bundled')
      .optional(), // without it OpenFreeMap's streets
    MAP_STYLE_DARK_URL: url.optional(), // for the dark theme; without it MAP_STYLE_URL serves both
    MAP_STYLES: z
      .string()
      .default('')
      .transform((text) => (text === '' ? [] : parseMapStyles(text)))
      .refine((styles) => styles !== null, 'expected Name=https://…, Name=https://…, each name once')
      .transform((styles) => styles ?? []), // further grounds of the map
    MAP_HOSTS: z
      .string()
      .default('')
      .transform((text) => text.split(/[\s,]+/).filter((host) => host !== ''))
      .pipe(z.array(url)), // whose tiles, fonts and signs the styles load besides their own
    GEOCODER_URL: url.optional(), // a Photon or Nominatim server; without it towns and villages are found in the gazetteer
    BLUR_URL: url.optional(), // a service that finds what must not be recognised; without it people draw it
    GEOCODER_KIND: z.enum(['photon', 'nominatim'], { error: 'expected photon or nominatim' }).default('photon'),
    MTP_LIMIT_IMPORTS_PER_USER: limit.default(2),
    MTP_LIMIT_IMPORTS: limit.default(0),
    MTP_LIMIT_PHOTOS_PER_DAY_PER_USER: limit.default(20_000),
    MTP_LIMIT_PHOTOS_PER_DAY: limit.default(0),
    MTP_MAX_ORIGINAL_BYTES: limit.default(200_000_000),
    MTP_MAPILLARY_CALLS_PER_MINUTE: limit.default(57_000), // of all processes together; Mapillary allows 60,000 to an application
    MTP_RATE_LIMIT_READ: limit.default(1_200),
    MTP_RATE_LIMIT_WRITE: limit.default(240),
    MTP_RATE_LIMIT_PICTURE: limit.default(6_000),
    MTP_RATE_LIMIT_TILE: limit.default(6_000),
    MTP_RATE_LIMIT_PAGE: limit.default(1_200),
    MTP_RATE_LIMIT_LOGIN: limit.default(120),
    MTP_RATE_LIMIT_STEPS: limit.default(30_000),
    MTP_LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error'], { error: 'expected debug, info, warn or error' })
      .default('info'),
    ALERT_WEBHOOK_URL: url.optional(), // is told once of each trouble of the instance
    OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(), // where traces are sent; unset: none are made
    OTEL_SERVICE_NAME: z.string().default('map-the-paths'),
    MTP_METRICS_PORT: port.optional(), // for Prometheus, on HOST; unset: no metrics are served
    MTP_UNREADY_SECONDS: limit.max(20, 'expected 20 or less').default(0), // for how long a process that ends still takes requests
    MTP_TRUSTED_PROXIES: limit.default(0), // how many of them, one behind the other, add to X-Forwarded-For
  })
  .refine((env) => env.MAPILLARY_API !== 'v3' || env.MAPILLARY_API_URL !== undefined, {
    path: ['MAPILLARY_API_URL'],
    error:
      'expected where v3 is still spoken: Mapillary switched its own off, and a log-in by v3 takes a token that was given to another program',
  })
  .refine((env) => env.MAPILLARY_API === 'none' || env.MAPILLARY_CLIENT_ID !== '', {
    path: ['MAPILLARY_CLIENT_ID'],
    error: 'expected the client id of your Mapillary application',
  })
  .refine((env) => env.MAPILLARY_API !== 'v4' || env.MAPILLARY_CLIENT_SECRET !== undefined, {
    path: ['MAPILLARY_CLIENT_SECRET'],
    error: 'expected the client secret of your Mapillary application: v4 needs it to log people in',
  })
  .refine((env) => env.NODE_ENV !== 'production' || !isOpenDevMode(env), {
    path: ['INNGEST_DEV'],
    error:
      'expected 0 or nothing in production: a Dev Server checks no signatures, so HOST and its URL must be loopback addresses',
  })
  .refine((env) => (env.MTP_SECOND_ACCESS_KEY_ID === undefined) === (env.MTP_SECOND_SECRET_ACCESS_KEY === undefined), {
    path: ['MTP_SECOND_SECRET_ACCESS_KEY'],
    error: 'expected together with MTP_SECOND_ACCESS_KEY_ID',
  })
  .refine((env) => env.SMTP_URL === undefined || env.MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    error: 'expected together with SMTP_URL: the address from which mails are sent',
  })
  .transform((env) => ({ ...env, ...databaseUrls(env) }))

export type Env = z.infer<typeof Environment>

/** The names of all variables that the product reads itself; the AWS SDK and the Inngest SDK read some of their own. */
export const VARIABLE_NAMES = Object.keys(Environment.in.shape)

/** Checks the environment; the message names each wrong variable, what was read and what was expected. Secrets are not repeated. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(filled)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0])
    const isSecret = /SECRET|KEY|TOKEN|DATABASE_(READ_)?URL|SMTP_URL/.test(name)
    const entry =
      issue.path.length > 1 && filled[name]?.includes(',') ? `entry ${Number(issue.path[1]) + 1} of the list: ` : ''
    const read = filled[name] === undefined ? 'nothing' : isSecret ? 'a value that does not fit' : `"${filled[name]}"`
    return `${name}: ${entry}read ${read}, ${issue.message.startsWith('expected') ? issue.message : `expected: ${issue.message}`}`
  })
  throw new Error(lines.join('\n'))
}

let parsed: Env | undefined

/** The environment, read and checked at first use, so that a build needs none of it. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}
