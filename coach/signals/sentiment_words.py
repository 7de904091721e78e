"""Words of praise and of complaint, by stem; written for this project, with care in mind."""

from __future__ import annotations

from coach.language.forms import norm, stem

_GOOD = """
good nice fine ok okay cool better well pleasant decent fair fun funny cute sweet kind kindly
gentle friendly polite helpful useful easy easily smooth smoothly clean clear comfortable comfy
fresh quick quickly fast prompt promptly efficient professional courteous attentive patient
responsive reliable safe solid worth welcome lucky luck hope hopeful hopefully looking-forward
forward interesting interested enjoy enjoyable like liked fav favorite favourite happy happily
glad pleased pleasure satisfied satisfying grateful gratitude thankful appreciate appreciated
appreciation congrats congratulations win winner winning won success successful improve improved
improvement proud smile smiling laugh yay woo woohoo hooray hurrah bravo kudos props cheers thx ty
blessed bless birthday celebrate celebration beautiful lovely pretty handsome gorgeous cheerful
relax relaxed relaxing recommend recommended impress impressed impressive delight delighted
delightful generous thoughtful caring care support solved resolved fixed works worked upgrade
upgraded reward rewarded gift free bonus peace rocks rock rocked saved save saver lifesaver hero
legend champ star stars stoked pumped enjoyed yum yummy delicious tasty wow
"""
_GREAT = """
great awesome amazing amazed excellent fantastic wonderful wonderfully brilliant superb
outstanding incredible perfect perfectly best love loved loves loving lovin luv adore excited
exciting excitement thrilled fabulous terrific phenomenal exceptional exceptionally magnificent
stellar spectacular epic flawless greatest finest happiest beautifully ecstatic blast thanks thank
"""
_BAD = """
bad wrong poor poorly slow slowly late difficult hard unable problem issue trouble error bug fault
faulty glitch glitchy crash crashing broke broken break damage damaged dirty cold stale missing
miss missed lose lost loss stuck strand stranded delay delayed cancel cancelled canceled
cancelation cancellation cancelling refuse refused reject rejected deny denied decline fail failed
failing failure fails overcharge overcharged charged fee hidden expensive pricey overpriced
overbook overbooked bump bumped misplace misplaced mislead misleading wait waiting waited hold
queue line forever hour hours overnight nobody unanswered unresponsive ignore ignored ignoring
ignorance unhelpful rude rudely impolite unprofessional incompetent incompetence careless clueless
useless pointless lazy annoy annoyed annoying irritate irritated irritating frustrate frustrated
frustrating frustration upset unhappy sad sadly sadness disappoint disappointed disappointing
disappointment dissatisfied unsatisfied unsatisfactory unacceptable inconvenience inconvenient
inconvenienced uncomfortable unsafe unfair unreliable confusing confused confuse complain
complaint complaining concern concerned worried worry worrying anxious angry anger mad tired sick
ill hurt pain painful cry crying sorry sigh ugh meh boring bored lame weird strange cheap cheat
cheated lie lied lying liar dishonest false fake mess messed messy chaos confusion shame shameful
embarrassing embarrassed embarrassment ruin ruined spoil spoiled suffer suffering struggle
struggling hassle nuisance downgrade unfortunately unfortunate regret stop quit leave switching
never dead die died death kill killed war attack fear afraid scared scary threat danger dangerous
crime blame fight refund compensation claim leak leaking smell smelly stink unclear unresolved
unexpected unprepared understaffed outage down offline disconnected disconnect hung hang busy
impossible excuse excuses lack lacking shortage nonsense joke sketchy warn warning violate
mechanical diverted reschedule rescheduled rebook rebooked standby sitting tarmac shady crowded
cramped tight noisy loud blocked locked expired unauthorized hacked spam
"""
_AWFUL = """
worst worse terrible terribly horrible horribly horrid awful awfully atrocious appalling appalled
abysmal dreadful disgusting disgusted disgrace disgraceful pathetic ridiculous ridiculously absurd
outrageous outraged furious fuming livid hate hated hates hating despise loathe scam scammed fraud
rip ripoff robbed theft thief stole stolen steal suck sucks sucked sucking crap crappy shit shitty
bullshit fuck fucking fucked wtf damn hell screwed screw pissed idiot idiots stupid dumb moron
nightmare disaster garbage trash rubbish joke insane insulting insult infuriating unbelievable
inexcusable unforgivable fail epicfail horrendous horrific shambles fiasco debacle clusterfuck
boycott ashamed terrorist racist racism bitch
"""
_EMOJI = {
    "good": "😀😁😃😄😊😍😘😎👍👏🙌❤♥💕💖💙💜💚💛😂😆🎉🙏☺💗😻💋✨🎊😇🤗🥰👌💯😋🤩",
    "bad": "😠😡😢😭😞😒😤👎💔😩😫😔😕😣😖😑😐🙄😳😱😪😓😥😰🤬😾😿🤢🤮🖕😷🤦🤷",
}
NEGATORS = frozenset(
    "not no never without nobody none nothing hardly barely cannot n't neither".split()
)


def _stems(listed: str) -> frozenset[str]:
    return frozenset(stem(norm(word)) for word in listed.split())


GREAT = _stems(_GREAT)
AWFUL = _stems(_AWFUL)
GOOD = _stems(_GOOD) - GREAT
BAD = _stems(_BAD) - AWFUL - GOOD - GREAT
_SMILES = {
    "good": ":) :-) ;) ;-) :d :-d =) <3 :p :-p ^_^",
    "bad": ":( :-( :/ :-/ :'( =( :| =/",
}
MARKS = {mark: kind for kind, marks in _EMOJI.items() for mark in marks} | {
    mark: kind for kind, marks in _SMILES.items() for mark in marks.split()
}
