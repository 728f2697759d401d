import type { Metadata } from 'next'
import { loginUrl } from '@/components/shell/login-url'
import { Page } from '@/components/shell/page'
import { ProposeForm } from '@/components/tags/propose-form'
import { TypeDecision } from '@/components/tags/type-decision'
import { TypeTree } from '@/components/tags/type-tree'
import { LinkButton } from '@/components/ui/link-button'
import { findUser } from '@/lib/server/auth/session'
import { runtime } from '@/lib/server/runtime'
import { listTagTypes } from '@/lib/tags/list-tag-types'
import { isAdmin } from '@/lib/tags/require-admin'
import { decide, propose } from './actions'

export const metadata: Metadata = {
  title: 'Tag types',
  description: 'What people can find on photos: the tree of tag types.',
}

export default async function TagTypesPage() {
  const { db } = runtime()
  const user = await findUser()
  const [types, mayDecide] = await Promise.all([
    listTagTypes(db, user?.id ?? null),
    user ? isAdmin(db, user.id) : false,
  ])
  const active = types.filter(({ state }) => state === 'active')
  const proposed = types.filter(({ state }) => state === 'proposed')
  return (
    <Page
      title="Tag types"
      intro="What people can find on photos, named as in OpenStreetMap where it has a name for it. Anybody who is logged in may propose more."
    >
      <div className="grid items-start gap-8 md:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-8 md:order-last">
          {proposed.length > 0 && (
            <section aria-labelledby="proposed" className="grid gap-3">
              <h2 id="proposed" className="font-semibold text-lg">
                {mayDecide ? 'Proposed' : 'Your proposals'}
              </h2>
              <ul className="grid gap-3">
                {proposed.map((type) => (
                  <li key={type.value} className="grid gap-2 rounded-card border bg-surface p-3 text-sm">
                    <span className="flex items-center gap-2.5">
                      <span
                        aria-hidden="true"
                        className="size-3.5 rounded-[0.25rem] border border-ink/30"
                        style={{ background: type.colour }}
                      />
                      <span className="min-w-0 break-words font-[550]">{type.label}</span>
                    </span>
                    <span className="break-all text-ink-muted text-xs">
                      {type.value}
                      {type.proposedBy && `, proposed by ${type.proposedBy}`}
                    </span>
                    {mayDecide ? (
                      <span className="flex gap-2">
                        <TypeDecision action={decide} value={type.value} label={type.label} state="active" />
                        <TypeDecision action={decide} value={type.value} label={type.label} state="rejected" />
                      </span>
                    ) : (
                      <span className="text-ink-muted text-xs">An admin will answer.</span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section aria-labelledby="propose" className="grid gap-3">
            <h2 id="propose" className="font-semibold text-lg">
              {mayDecide ? 'Add a type' : 'Propose a type'}
            </h2>
            {user ? (
              <ProposeForm action={propose} parents={active} isAdmin={mayDecide} />
            ) : (
              <LinkButton href={loginUrl('/tag-types')} prefetch={false}>
                Log in to propose a type
              </LinkButton>
            )}
          </section>
        </div>
        <section aria-labelledby="in-use" className="grid gap-3">
          <h2 id="in-use" className="font-semibold text-lg">
            In use
          </h2>
          <TypeTree types={active} {...(mayDecide && { decide })} />
        </section>
      </div>
    </Page>
  )
}
