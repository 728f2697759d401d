'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { formatCount } from '@/lib/format/number'
import type { OwnBucket } from '@/lib/own-buckets/find-own-bucket'
import { ForgetBucket } from './forget-bucket'

type State = { message?: string; fieldErrors?: Record<string, string[] | undefined> }

const FIELDS = [
  { name: 'endpoint', label: 'Address', placeholder: 'https://s3.eu-central-1.amazonaws.com', type: 'url' },
  { name: 'region', label: 'Region', placeholder: 'eu-central-1', type: 'text' },
  { name: 'bucket', label: 'Bucket', placeholder: 'my-originals', type: 'text' },
  { name: 'keyId', label: 'Key id', placeholder: '', type: 'text' },
  { name: 'secret', label: 'Secret', placeholder: '', type: 'password' },
] as const

/** A bucket of one's own, to which new originals are copied. */
export function OwnBucketCard({
  bucket,
  save,
  forget,
}: {
  bucket: OwnBucket | null
  save: (previous: State, form: FormData) => Promise<State>
  forget: () => Promise<string | null>
}) {
  return (
    <Card id="bucket" className="grid gap-6 p-6">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Your own bucket</h2>
        <p className="text-ink-muted text-sm">
          New originals are copied into an S3 bucket of yours too, and read again there. Nothing in it is ever deleted.
          Give a key that may only write and read in this bucket.
        </p>
      </div>
      {bucket ? <Known bucket={bucket} forget={forget} /> : <BucketForm save={save} />}
    </Card>
  )
}

function Known({ bucket, forget }: { bucket: OwnBucket; forget: () => Promise<string | null> }) {
  return (
    <>
      {bucket.trouble !== null && (
        <Notice tone="warning" title="Nothing can be copied at the moment">
          {bucket.trouble} It is tried again every quarter of an hour.
        </Notice>
      )}
      <Facts
        facts={[
          { name: 'Bucket', value: `${bucket.bucket} at ${bucket.endpoint}` },
          { name: 'Key id', value: bucket.keyId },
          { name: 'Copied', value: formatCount(bucket.copied) },
          { name: 'Waiting', value: formatCount(bucket.waiting) },
        ]}
      />
      <ForgetBucket forget={forget} />
    </>
  )
}

function BucketForm({ save }: { save: (previous: State, form: FormData) => Promise<State> }) {
  const [state, submit, isPending] = useActionState(save, {})
  return (
    <form action={submit} className="grid gap-4 sm:grid-cols-2">
      {state.message && (
        <div className="sm:col-span-2">
          <Notice tone="danger">{state.message}</Notice>
        </div>
      )}
      {FIELDS.map(({ name, label, placeholder, type }) => (
        <Field key={name} label={label} errors={state.fieldErrors?.[name]}>
          {(control) => (
            <Input {...control} name={name} type={type} placeholder={placeholder} autoComplete="off" required />
          )}
        </Field>
      ))}
      <div className="self-end">
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Trying it…' : 'Try and save'}
        </Button>
      </div>
    </form>
  )
}
