import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { LoginResponse, RegistrationResponse } from '@/lib/users/passkeys/responses'

type Ceremony = { challenge: string; origin: string; rpId: string }

/** A device that keeps one passkey (ES256) and signs whatever it is told to, so that tests can lie. */
export function createAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let uses = 0

  return {
    credentialId: id,
    register({ challenge, origin, rpId }: Ceremony): RegistrationResponse {
      const authData = Buffer.concat([
        authenticatorData(rpId, { flags: 0x45, uses }), // present, verified, with a credential
        Buffer.alloc(16), // no model of a device
        Buffer.from([0, credentialId.length]),
        credentialId,
        coseKey(publicKey),
      ])
      const attestation = new Map()
        .set('fmt', 'none')
        .set('attStmt', new Map())
        .set('authData', new Uint8Array(authData))
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: clientData('webauthn.create', { challenge, origin }).toString('base64url'),
          attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    /** `userHandle`: whose passkey it claims to be, in base64url. */
    logIn({ challenge, origin, rpId }: Ceremony, userHandle: string): LoginResponse {
      uses += 1
      const authData = authenticatorData(rpId, { flags: 0x05, uses })
      const data = clientData('webauthn.get', { challenge, origin })
      const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()])
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          userHandle,
        },
      }
    },
  }
}

function clientData(type: string, { challenge, origin }: { challenge: string; origin: string }): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

/** https://w3c.github.io/webauthn/#sctn-authenticator-data */
function authenticatorData(rpId: string, { flags, uses }: { flags: number; uses: number }): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(uses)
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count])
}

/** https://www.rfc-editor.org/rfc/rfc9053#name-key-object-parameters */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const key = new Map<number, number | Uint8Array>([
    [1, 2], // an elliptic curve key
    [3, -7], // ES256
    [-1, 1], // P-256
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ])
  return Buffer.from(isoCBOR.encode(key))
}
