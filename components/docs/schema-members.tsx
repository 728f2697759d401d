import type { JsonSchema } from '@/lib/server/api/parameters'
import { RichText } from './rich-text'
import { membersOf } from './schema-type'
import { TypeName } from './type-name'

/** What an object holds, and what the objects within it hold. */
export function SchemaMembers({ schema }: { schema: JsonSchema }) {
  const members = membersOf(schema)
  if (!members) {
    return (
      <p className="text-sm">
        <TypeName schema={schema} />
      </p>
    )
  }
  return (
    <dl className="grid gap-2.5 text-sm">
      {members.map(({ name, isRequired, schema: member }) => (
        <div key={name} className="grid gap-1">
          <dt className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-[550]">{name}</code>
            <TypeName schema={member} />
            {!isRequired && <span className="text-ink-faint text-xs">optional</span>}
          </dt>
          {typeof member.description === 'string' && (
            <dd className="text-ink-muted">
              <RichText text={member.description} />
            </dd>
          )}
          {membersOf(member) && (
            <dd className="ml-1 border-l pt-1 pl-4">
              <SchemaMembers schema={member} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
