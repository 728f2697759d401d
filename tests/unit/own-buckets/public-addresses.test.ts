import { get } from 'node:http'
import { expect, test } from 'vitest'
import { isPublicAddress, publicAgents, requirePublicHost } from '@/lib/own-buckets/public-addresses'

const PRIVATE = [
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
  ...[
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ff02::1',
  ],
  'no address',
]

test.each(PRIVATE)('%s is not on the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['1.1.1.1', '52.95.110.1', '2606:4700::1111', '2a00:1450::1'])('%s is on the internet', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each(['http://127.0.0.1', 'http://[::1]:9000', 'http://2130706433', 'http://0x7f.1', 'https://169.254.169.254'])(
  'the address %s is refused as it is written',
  (url) => {
    expect(() => requirePublicHost(new URL(url))).toThrow('is not on the internet')
  },
)

test('a name that leads into the own network is refused when it is looked up', async () => {
  const { httpAgent: agent } = publicAgents()
  const failed = new Promise((resolve) => get('http://localhost:9', { agent }).on('error', resolve))
  await expect(failed).resolves.toMatchObject({ message: expect.stringContaining('localhost is not on the internet') })
})
