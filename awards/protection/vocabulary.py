"""Small sets of words by which names, places, schools and organisations are told apart."""

from __future__ import annotations

from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SCHOOLS: Final = _set("""
    school academy college primary nursery infants juniors infant junior grammar preschool playgroup
    kindergarten comprehensive secondary madrasa montessori high university uni
""")
STREETS: Final = _set("""
    street road avenue lane close drive crescent gardens terrace grove place square row walk mews way rise
    parade estate flats towers tower hill green view st rd ave gate
""")
SITES: Final = _set("""
    hospital infirmary hospice ward unit house lodge cottage hall farm church mosque temple synagogue gurdwara
    park library clinic surgery hostel refuge centre hub court manor grange chapel cathedral station arcade
    market shopping pub arms inn hotel marina docks beach leisure bungalow cafe
""")
ALWAYS_SITES: Final = _set("""
    estate hospital infirmary hospice ward flats refuge hostel clinic surgery mosque gurdwara prison
""")
"""Kinds of place that name one even when their own word is in lower case."""
COURTS: Final = _set("crown county magistrates family youth high")
ORGANISATIONS: Final = _set("""
    council councils trust trusts service services team teams project projects programme programmes charity
    foundation partnership board panel association network forum society institute department directorate
    commission agency authority police framework model award awards act plan week month strategy conference
    scheme initiative assessment review group groups constabulary borough safeguarding fellowship federation
    alliance committee ltd limited cic training standards policy toolkit pathway protocol approach masters
    degree mbc mdc cc ccg icb bc lscb news post times gazette mail fc united rovers athletic town wanderers
""")
OWN_NAMED_STREETS: Final = _set("""
    street road lane avenue close drive crescent estate terrace gardens grove st rd ave
""")
TITLES_OF_WORK: Final = _set("""
    worker workers manager officer director lead practitioner coordinator adviser advisor educator supervisor
    supervision consultant nurse visitor teacher head deputy senior principal commissioner judge student
    assistant
""")
EMPLOYER_FILL: Final = _set("""
    children childrens and city county borough council metropolitan district social family families early help
    fostering leaving care youth young people s first children's adults adult safeguarding local the royal
    london education integrated disability disabled work workers mash assessment duty adoption kinship virtual &
    n
""")
EMPLOYER_BEFORE: Final = (("borough", "of"), ("council", "of"), ("diocese", "of"), ("bishop", "of"))
EMPLOYER_AFTER: Final = ORGANISATIONS | _set("workers worker practitioners staff councillors")
PLACE_BEFORE: Final = _set("""
    in from to near around across outside of via between central north south east west inner greater at into
    through leave left towards rural
""")
BEFORE_SMALL_PLACES: Final = _set("in near from at outside")
STOPS: Final = _set("""
    the a an at in on of and but or for from to with without by as if when while after before since until
    because so her his their our my your its this that these those she he they we i you it who what where how
    why then there here no not yes both each every all some many most one two three another other only even also
    during under over near outside inside through despite although though however thanks thank is was were are
    had has have last next early late miss within between local attending attends attended leaving left primary
    secondary
""")
TITLES: Final = _set("""
    mr mrs ms miss mx dr doctor prof professor judge hhj pc dc ds di sgt sergeant constable inspector rev
    reverend father sister auntie aunty aunt uncle nan nana nanny nanna gran granny grandma grandad granddad
    grandpa sir lady lord imam pastor councillor cllr recorder nurse matron baba
""")
KIN: Final = _set("""
    brother sister son daughter partner boyfriend girlfriend husband wife uncle aunt auntie aunty nan nana gran
    granny grandma grandad grandmother grandfather cousin stepdad stepfather stepmum stepmother friend twin mum
    mam mother dad father niece nephew neighbour half-brother ex fiance carer baby toddler boy girl lad child
    pal mate sibling
""")
NAMED: Final = _set("called named nicknamed known")
NOT_LETTERS_AFTER: Final = _set("""
    vitamin plan grade tier section part band level appendix option hepatitis team class block category question
    type zone form model generation gen unit group stage route strand annex
""")
LETTER_CUES: Final = _set("""
    child baby boy girl mr mrs ms miss mother father family sibling person mum dad brother sister client called
    parent toddler with and for of to by that when while told
""")
MONTHS_THAT_ARE_NAMES: Final = _set("april may june august")
BEFORE_A_MONTH: Final = _set("""
    in since until till by last next this every each early late mid during from of on between through before
    after around to
""")
AFTER_A_NAME: Final = _set("""
    was is has had said told says tells felt lived lives went came wanted wants loved loves would could did
    started began moved needed became asked who himself herself hadn't didn't wasn't couldn't doesn't isn't
    hasn't knew thought now stayed stopped ran hated cried refused attended described remembers remembered made
    never always still took got disclosed trusts trusted calls called lost found aged smiled laughed kept and
""")
ONLY_PEOPLE: Final = _set("""
    said told says tells felt lived lives wanted wants loved loves asked who refused cried herself
""")
THOUGHTS: Final = _set("""
    model theory method framework principle principles scale report inquiry judgment ruling matrix law act
""")
SMALL_WORDS_OF_NAMES: Final = _set("""
    child baby little old big young wee lil toddler uncle auntie aunty aunt nan nana granny
""")
FAMILY: Final = _set("""
    family household children siblings brothers sisters twins girls boys clan house
""")
PARTICLES: Final = _set("""
    de da dos van von der den bin ibn bint el al ul ur du le la di mac mc abu
""")
ABBREVIATIONS: Final = _set("""
    uk eu us usa gp la sw pa tv it hr id ok am pm qa dv da pe re mp ai vr pc ot cp ls lp fe he ed sa sn si cv dj
    hq ip ir md nb nz os pr ps pt qc kc rm st td vp xl ep aa ta rp ib ba ma bsc msc phd dr mr ms mrs ss cs ca po
    jp un ny ft dc ds di hc ac sq ni fc bc ad so ch sp sg sm tm sd ld bd ks pi fd gd cd dvd ia na ge gb ra rs vs
    ii iii iv
""")
UNLIKE_NAMES: Final = tuple(
    _set("""
    ing ed ly tion tions sion ment ments ness ity ities ies ive able ible ful ism ist ists ance ence ances ences
    ers ors ical ous ised ise ising ology less ship hood ward wards wise ability worker graph gram board
""")
)
"""Endings by which a word with a capital is no name."""
ONLY_IN_CAPITALS: Final = _set("odd ms pots fas nas sho rui plo ico me")
GENERAL: Final = _set("""
    mental health disability disabled disabilities learning difficulties special needs substance misuse drug
    drugs alcohol and abuse use court youth justice offending criminal sexual exploitation police domestic
    autism autistic trauma
""")
OF_SERVICES: Final = _set("""
    service services team teams training awareness strategy policy budget partnership sector lead network
    charity charities colleagues practitioners practitioner skills work worker workers social specialist board
    panel hub forum budgets duty duties professionals champion champions week day first provision
""")
"""Before one of these a general word of health or of courts tells what a service does, not about a person."""
HOW_BAD: Final = _set("""
    severe severely chronic acute mild moderate profound profoundly clinical untreated undiagnosed suspected
    serious terminal bad crippling debilitating heavy recurrent long-term ongoing full interim final previous
    spent
""")
WHAT_OF_IT: Final = _set("""
    disorder syndrome disease condition diagnosis problem problems issues difficulties attack attacks episode
    episodes addiction misuse abuse dependency withdrawal overdose spectrum pathway medication treatment injury
    injuries impairment failure transplant surgery habit crisis enquiry enquiries investigation hearing hearings
    order orders charge charges offence offences sentence conviction convictions application agreement
""")
ABBREVIATED: Final = _set("mr mrs ms dr prof st rev eg ie no vs sgt hhj")
COUNCIL_WORDS: Final = _set(
    "council borough trust trusts authority london services service county city children's children"
)
