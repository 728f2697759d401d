import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments, parseDocument } from 'yaml'
import { z } from 'zod'
import { VARIABLE_NAMES } from '@/lib/config/env'
import { metrics } from '@/lib/metrics/metrics'

const root = join(import.meta.dirname, '../../..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')

/** Read by the SDK of AWS, by Next.js and by our scripts, not by lib/config/env.ts. */
const READ_ELSEWHERE =
  /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|REGION|ENDPOINT_URL_S3)|HOSTNAME|NEXT_(TELEMETRY_DISABLED|MANUAL_SIG_HANDLE)|MTP_BUILT)$/

const unknown = (names: string[]) =>
  names.filter((name) => !VARIABLE_NAMES.includes(name) && !READ_ELSEWHERE.test(name))

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      build: z.string().optional(),
      environment: z.record(z.string(), z.string()).optional(),
      depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
      volumes: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
})

const TAGS = ['!override', '!reset'].flatMap((tag) => [
  { tag, collection: 'map' as const },
  { tag, collection: 'seq' as const },
])

function readYaml(name: string): unknown {
  const document = parseDocument(read(name), { merge: true, customTags: TAGS.map(passOn) })
  expect(document.errors).toEqual([])
  return document.toJS()
}

/** Keeps the value under a tag of Docker Compose as it is. */
function passOn(tag: (typeof TAGS)[number]) {
  return { ...tag, resolve: (value: unknown) => value }
}

describe('compose.yaml', () => {
  const { services, volumes } = Compose.parse(readYaml('compose.yaml'))

  test('gives our containers only variables that we know', () => {
    for (const { build, environment = {} } of Object.values(services)) {
      if (build) expect(unknown(Object.keys(environment))).toEqual([])
    }
  })

  test('names every secret that deploy/secrets.sh writes, and no other', () => {
    const asked = [...read('compose.yaml').matchAll(/\$\{(\w+)(:[?-])?/g)].filter(([, , hasDefault]) => !hasDefault)
    const written = [...read('deploy/secrets.sh').matchAll(/^keep (\w+)/gm)].map(([, name]) => name)
    expect([...new Set(asked.map(([, name]) => name))].filter((name) => name !== 'SITE_URL').sort()).toEqual(
      written.sort(),
    )
  })

  test('has every service and volume that another one needs, each image with a fixed version', () => {
    for (const { depends_on = [], volumes: mounts = [], image = '' } of Object.values(services)) {
      for (const name of Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)) {
        expect(services).toHaveProperty(name)
      }
      for (const mount of mounts) if (!mount.startsWith('.')) expect(volumes).toHaveProperty(mount.split(':')[0] ?? '')
      expect(image).toMatch(/^\$\{MTP_IMAGE|:v?\d/)
    }
  })

  test('the example of an override changes only services that there are', () => {
    const { services: changed } = z
      .object({ services: z.record(z.string(), z.unknown()) })
      .parse(readYaml('compose.override.example.yaml'))
    for (const name of Object.keys(changed)) expect(services).toHaveProperty(name)
  })
})

describe('the Dockerfile', () => {
  test('sets only variables that we know', () => {
    const [, block = ''] = /\nENV (NODE_ENV[\s\S]*?)\nUSER/.exec(read('Dockerfile')) ?? []
    const names = [...block.matchAll(/(\w+)=/g)].map(([, name]) => name ?? '')
    expect(names).toContain('MTP_DATA_DIR')
    expect(unknown(names)).toEqual([])
  })

  test('copies only what .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
    for (const [, name] of read('Dockerfile').matchAll(/^COPY (?!--from)([\w.-]+)/gm)) {
      if (name !== '.') expect(allowed).toContain(`!${name}`)
    }
  })
})

describe('the Kubernetes base', () => {
  const folder = 'deploy/kubernetes'
  const files = readdirSync(join(root, folder))

  test('parses, and lists every manifest', () => {
    const { resources } = z.object({ resources: z.array(z.string()) }).parse(readYaml(`${folder}/kustomization.yaml`))
    const manifests = files.filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
    expect(resources.toSorted()).toEqual(manifests.toSorted())
    for (const name of manifests) {
      for (const document of parseAllDocuments(read(`${folder}/${name}`))) {
        expect(document.errors).toEqual([])
        expect(document.toJS()).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String) })
      }
    }
  })

  test('sets only variables that we know', () => {
    const names = read(`${folder}/settings.env`)
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0] ?? '')
    expect(unknown(names)).toEqual([])
  })
})

describe('the dashboard and the alerts', () => {
  test('read only metrics that there are', async () => {
    const rules = z
      .object({ groups: z.array(z.object({ rules: z.array(z.object({ expr: z.string() })) })) })
      .parse(readYaml('deploy/monitoring/alerts.yaml'))
    const { panels } = z
      .object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) })
      .parse(JSON.parse(read('deploy/monitoring/grafana-dashboard.json')))
    const expressions = [...rules.groups.flatMap((group) => group.rules), ...panels.flatMap(({ targets }) => targets)]
    const served = await metrics().registry.metrics()
    const gauges = read('lib/server/metrics/database-gauges.ts')
    for (const [name] of expressions.flatMap(({ expr }) => [...expr.matchAll(/\b(mtp|process|nodejs)_\w+/g)])) {
      const base = name.replace(/_(bucket|sum|count)$/, '')
      expect(served.includes(`# TYPE ${base} `) || gauges.includes(`'${name}'`), name).toBe(true)
    }
  })
})
