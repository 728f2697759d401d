import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { AppError } from '@/lib/errors'

/** Networks that are not the internet. Source: https://www.iana.org/assignments/iana-ipv4-special-registry and its twin for IPv6 */
const SPECIAL_IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]
const GLOBAL_IPV6 = '2000::/3' // what is not in here is not routed
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] // among them tunnels, which lead to any IPv4 address

const special = new BlockList()
for (const network of SPECIAL_IPV4) special.addSubnet(...partsOf(network), 'ipv4')
for (const network of SPECIAL_IPV6) special.addSubnet(...partsOf(network), 'ipv6')
const global = new BlockList()
global.addSubnet(...partsOf(GLOBAL_IPV6), 'ipv6')

function partsOf(network: string): [address: string, prefix: number] {
  const [address = '', prefix] = network.split('/')
  return [address, Number(prefix)]
}

export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  return family === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** Throws INVALID_INPUT for an address that is written as a number and is not on the internet. Names are looked at when they are looked up. */
export function requirePublicHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(host)
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** Looks a name up and refuses what is not on the internet: at each connection, so that a name cannot become another address later. */
function lookUpPublic(host: string, options: LookupOptions, found: Found): void {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, [])
    const [first] = addresses
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) return found(notPublic(host), [])
    if (options.all) found(null, addresses)
    else found(null, first.address, first.family)
  })
}

/** Agents that connect to nothing but the internet. */
export function publicAgents(): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  const options = { keepAlive: true, lookup: lookUpPublic }
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) }
}

function notPublic(host: string): AppError {
  return new AppError(
    'INVALID_INPUT',
    `${host} is not on the internet. Only the operator of this site can allow such addresses.`,
  )
}
