/** Names that the rule below would get wrong. */
const NAMES: Record<string, string> = {
  'general--traffic-sign': 'Traffic sign',
  'human--person': 'Person',
  'human--person--individual': 'Person',
  'human--person--person-group': 'Group of people',
  'human--rider--other-rider': 'Rider',
  'human--rider--motorcyclist': 'Motorcyclist',
  'marking--general': 'Road marking',
  'marking--discrete--crosswalk-zebra': 'Zebra crossing',
  'marking--discrete--other-marking': 'Road marking',
  'construction--flat--crosswalk-plain': 'Crosswalk',
  'object--cctv-camera': 'CCTV camera',
  'object--vehicle--other-vehicle': 'Vehicle',
  'void--car-mount': 'Car mount of the camera',
  'void--ego-vehicle': 'Vehicle of the camera',
  'void--unlabeled': 'Not labelled',
  'void--static': 'Something fixed',
  'void--dynamic': 'Something moving',
}

const SIGN_SUFFIX: Record<string, string> = {
  regulatory: 'sign',
  warning: 'warning sign',
  information: 'sign',
  complementary: 'sign',
}

/** Kinds whose last part says too little by itself: "front" of a traffic sign. */
const QUALIFIED = ['traffic-sign', 'traffic-light', 'sign']

/** The readable name of a detection value: "Stop sign" of `regulatory--stop--g1`. A value of no known form stays readable too. */
export function label(value: string): string {
  const parts = value.split('--').filter((part) => part !== '' && !/^g\d+$/.test(part))
  const name = NAMES[parts.join('--')]
  if (name) return name

  const [category = value, ...rest] = parts
  const last = rest.at(-1) ?? category
  const suffix = SIGN_SUFFIX[category]
  if (suffix && rest.length > 0) return sentence(/\bsign$/.test(words(last)) ? last : `${last} ${suffix}`)

  const kind = rest.at(-2)
  if (kind && QUALIFIED.includes(kind)) return `${sentence(kind)} (${words(last)})`
  if (category === 'marking' && rest.length > 0) return sentence(`${last} marking`)
  return sentence(last)
}

/** What kind of thing a detection value is, for groups of a choice: "Warning signs". */
export function labelGroup(value: string): string {
  const [category = ''] = value.split('--')
  return GROUPS[category] ?? 'Other'
}

const GROUPS: Record<string, string> = {
  regulatory: 'Regulatory signs',
  warning: 'Warning signs',
  information: 'Information signs',
  complementary: 'Complementary signs',
  general: 'Other signs',
  object: 'Objects',
  human: 'People',
  animal: 'Animals',
  nature: 'Nature',
  construction: 'Built things',
  marking: 'Road markings',
  void: 'Unclear',
}

function sentence(text: string): string {
  const spaced = words(text)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function words(text: string): string {
  return text.replace(/[-_]+/g, ' ').trim()
}
