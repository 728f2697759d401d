import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import type { ReferenceAnswer, ReferenceParameter, ReferenceRoute } from '@/lib/server/api/reference'
import { Method } from './method'
import { RichText } from './rich-text'
import { TypeName } from './type-name'

const ACCESS = {
  open: 'For everybody',
  public: 'For everybody',
  user: 'Log in or send a token',
  session: 'Log in',
  moderator: 'For moderators',
  admin: 'For admins, with a session',
}

/** One route of the reference: what it does, what it takes, what it answers. */
export function RouteCard({ route }: { route: ReferenceRoute }) {
  return (
    <Card id={route.id} className="grid scroll-mt-20 grid-cols-1 gap-5 p-5 sm:p-6">
      <div className="grid gap-2">
        <h3 className="font-semibold text-lg">
          <a href={`#${route.id}`} className="hover:underline">
            {route.summary}
          </a>
        </h3>
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
          <Method method={route.method} />
          <code className="min-w-0 break-all text-sm">{route.path}</code>
        </div>
        {route.description && (
          <p className="max-w-prose text-ink-muted">
            <RichText text={route.description} />
          </p>
        )}
        <div className="flex flex-wrap gap-2 pt-1">
          <Badge>{ACCESS[route.access]}</Badge>
          {route.scope && (
            <Badge>
              Scope <code>{route.scope}</code>
            </Badge>
          )}
        </div>
      </div>
      {route.parameters.length > 0 && <Parameters parameters={route.parameters} />}
      {route.body && (
        <Part title="Body">
          <p className="text-sm">
            JSON: <TypeName schema={route.body} />
          </p>
        </Part>
      )}
      <Part title="Answers">
        <ul className="grid gap-2 text-sm">
          {route.answers.map((answer) => (
            <Answer key={answer.status} answer={answer} />
          ))}
        </ul>
      </Part>
    </Card>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-2.5">
      <h4 className="eyebrow">{title}</h4>
      {children}
    </div>
  )
}

function Parameters({ parameters }: { parameters: ReferenceParameter[] }) {
  return (
    <Part title="Parameters">
      <dl className="grid gap-x-6 gap-y-2.5 text-sm md:grid-cols-[minmax(9rem,auto)_1fr]">
        {parameters.map(({ name, in: place, required, description, schema }) => (
          <div key={name} className="grid gap-0.5 md:col-span-2 md:grid-cols-subgrid">
            <dt>
              <code className="font-[550]">{name}</code>
              {place === 'path' && <span className="ml-2 text-ink-faint text-xs">in the path</span>}
              {place === 'query' && required && <span className="ml-2 text-ink-faint text-xs">required</span>}
            </dt>
            <dd className="min-w-0 text-ink-muted [overflow-wrap:anywhere]">
              {description && <RichText text={description} />} <TypeName schema={schema} />
              {schema.default !== undefined && (
                <span className="text-ink-faint text-xs">, usually {String(schema.default)}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

function Answer({ answer: { status, description, type, schema } }: { answer: ReferenceAnswer }) {
  const isGood = status < '400'
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <code className={isGood ? 'font-semibold text-accent' : 'text-ink-faint'}>{status}</code>
      <span className={isGood ? '' : 'text-ink-muted'}>
        <RichText text={description} />
      </span>
      {isGood && schema && <TypeName schema={schema} />}
      {isGood && type && !schema && <span className="text-ink-faint text-xs">{type}</span>}
    </li>
  )
}
