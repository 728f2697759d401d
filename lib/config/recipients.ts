import { mapGrounds } from './map-grounds'

/** Who else learns something when this instance is used: who asks them, and what they learn. */
export type Recipient = { name: string; hosts: string[]; asks: 'your browser' | 'our server'; learns: string }

type Settings = Parameters<typeof mapGrounds>[0] & {
  MTP_DEMO: boolean
  MAP_HOSTS: string[]
  MAPILLARY_API_URL?: string | undefined
  MAPILLARY_AUTH_URL: string
  GEOCODER_URL?: string | undefined
  AWS_S3_MAPILLARY_BUCKET?: string | undefined
  MTP_SECOND_BACKUP?: string | undefined
  SMTP_URL?: string | undefined
}

/** Everybody whom an instance with these settings asks, or has ask. */
export function recipientsOf(env: Settings): Recipient[] {
  const grounds = mapGrounds({ ...env, MTP_DEMO: false }) // the demo's own is read by our server
  const mapHosts = hostsOf([...grounds.flatMap(({ light, dark }) => [light, dark]), ...env.MAP_HOSTS])
  const isInBucket = env.AWS_S3_MAPILLARY_BUCKET !== undefined || env.MTP_SECOND_BACKUP?.startsWith('s3://')
  const recipients: (Recipient | false)[] = [
    {
      name: env.MTP_DEMO ? 'The demo Mapillary' : 'Mapillary',
      hosts: hostsOf([env.MAPILLARY_AUTH_URL, env.MAPILLARY_API_URL]),
      asks: 'our server',
      learns:
        'which photos are looked at here, not by whom; of photographers, that they log in here and what they import. The log-in itself happens in your browser, on its pages.',
    },
    mapHosts.length > 0 && {
      name: 'Map hosts',
      hosts: mapHosts,
      asks: 'your browser',
      learns:
        'your network address and where on the map you look. With the plain map, which you can choose beside the colours of the map, they are not asked.',
    },
    env.GEOCODER_URL !== undefined && {
      name: 'Places by name',
      hosts: hostsOf([env.GEOCODER_URL]),
      asks: 'our server',
      learns: 'the words with which somebody looks for a place, not who.',
    },
    env.SMTP_URL !== undefined && {
      name: 'E-mail',
      hosts: [new URL(env.SMTP_URL).hostname],
      asks: 'our server',
      learns:
        'the e-mail addresses of people who want notices by mail, or left one with a report, and what is written to them.',
    },
    isInBucket === true && {
      name: 'Storage of originals',
      hosts: [],
      asks: 'our server',
      learns: 'the backup: originals, public pictures, the names of photographers, and what was noted of their photos.',
    },
  ]
  return recipients.filter((recipient) => recipient !== false)
}

function hostsOf(addresses: (string | null | undefined)[]): string[] {
  return [...new Set(addresses.flatMap((address) => (address == null ? [] : [new URL(address).host])))]
}
