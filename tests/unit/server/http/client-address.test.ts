import { describe, expect, test } from 'vitest'
import { clientAddress } from '@/lib/server/http/client-address'

const from = (peer: string, forwarded?: string) =>
  new Headers({ 'x-mtp-peer': peer, ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) })

describe('whose request it is', () => {
  test('without proxies of ours, X-Forwarded-For is not believed', () => {
    expect(clientAddress(from('203.0.113.5', '198.51.100.1'), 0)).toBe('203.0.113.5')
  })

  test.each([
    [1, '198.51.100.7'],
    [2, '198.51.100.6'],
    [9, '192.0.2.66'],
  ])('behind %i of our proxies it is the one that the outermost noted', (proxies, expected) => {
    expect(clientAddress(from('10.0.0.1', '192.0.2.66, 198.51.100.6, 198.51.100.7'), proxies)).toBe(expected)
  })

  test('a proxy that notes nobody leaves the other end of the connection', () => {
    expect(clientAddress(from('10.0.0.1'), 1)).toBe('10.0.0.1')
  })

  test.each([
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:1::7', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (peer, expected) => {
    expect(clientAddress(from(peer), 0)).toBe(expected)
  })
})
