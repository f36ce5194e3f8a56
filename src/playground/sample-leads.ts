import type { LeadFields } from '../vocabulary.ts';

const FIRST_NAMES = [
  'Ada',
  'Amir',
  'Chloe',
  'Diego',
  'Elif',
  'Farah',
  'Hiro',
  'Ines',
  'Jonas',
  'Keiko',
  'Lena',
  'Marco',
  'Nadia',
  'Omar',
  'Priya',
  'Rosa',
  'Sven',
  'Tara',
];
const LAST_NAMES = [
  'Alvarez',
  'Becker',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Gupta',
  'Haddad',
  'Ito',
  'Jansen',
  'Kaya',
  'Lopez',
  'Mbeki',
  'Novak',
  'Okoye',
  'Park',
];
const COMPANIES = [
  'Acme',
  'Globex',
  'Initech',
  'Umbrella Foods',
  'Stark Tools',
  'Wayne Logistics',
  'Hooli',
  'Soylent Works',
  'Vandelay',
  'Cyberdyne',
];
const TITLES = ['CTO', 'Head of Operations', 'Marketing Lead', 'Founder', 'IT Manager', 'Procurement'];
const SOURCES = ['webinar', 'paid_search', 'trade_show', 'referral'];

/** Numbers in [0, 1) that are the same for the same seed (the mulberry32 generator). */
export function sampleRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An invented person. */
export function sampleLead(random: () => number): LeadFields & { source: string } {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const [first, last, company] = [pick(FIRST_NAMES), pick(LAST_NAMES), pick(COMPANIES)];
  const domain = company.toLowerCase().replace(/[^a-z]/g, '');
  return {
    name: `${first} ${last}`,
    company,
    title: pick(TITLES),
    email: `${first}.${last}@${domain}.test`.toLowerCase(),
    phone: `+1 555 01${String(Math.floor(random() * 100)).padStart(2, '0')}`,
    score: 50 + Math.floor(random() * 50),
    source: pick(SOURCES),
    campaign: 'spring',
    url: 'https://crm.example.test/',
  };
}
