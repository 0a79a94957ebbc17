"""The words of the hard cases: names, and what fills a frame's slots.

Slots ending in `_base` are infinitives; `scorned` and `lauded` are verbs whose past and participle are one word.
"""

from __future__ import annotations

FIRST = [
    "Anna", "Brian", "Carla", "David", "Elena", "Farid", "Grace", "Hamid", "Irene", "James", "Karin", "Luan", "Maria", "Nikola",
    "Olga", "Peter", "Rosa", "Samir", "Tara", "Victor", "Wanda", "Yusuf", "Zoe", "Arben",
]
LAST = [
    "Hoxha", "Marsden", "Okafor", "Lindqvist", "Petrov", "Delgado", "Whitfield", "Kaya", "Brandt", "Moreau", "Osei", "Tanaka",
    "Ferrari", "Novak", "Khan", "Byrne", "Sato", "Costa", "Jansen", "Berisha", "Reid", "Alvarez", "Haddad", "Kowalski",
    "Thornton", "Mbeki", "Larsen", "Popescu", "Nguyen", "Carver",
]
TITLES = (
    "Prime Minister", "President", "Senator", "Home Secretary", "Mayor", "Governor", "Foreign Minister", "Justice Secretary",
    "Chancellor",
)
BODIES = (
    "the Home Office", "the European Commission", "Amnesty International", "the Labour Party", "the central bank",
    "Interior Ministry officials",
    "Norland Rail", "the opposition", "Human Rights Watch", "the government", "Halden Group", "Serbia", "Kosovo", "Britain",
    "Germany", "Albania",
    "Brussels", "the Supreme Court", "the World Bank", "NATO", "the city council", "the police", "the Refugee Council",
    "Brightwater Energy",
)
PRONOUNS = ("he", "she", "they")

FILLERS: dict[str, tuple[str, ...]] = {
    "attack": (
        "accused {B} of lying", "blasted {B}", "lashed out at {B}", "slammed {B} over the deal", "condemned {B}", "mocked {B}",
        "called {B} a disgrace", "described {B} as incompetent", "branded {B} a coward", "criticised {B} for the delay", "denounced {B}",
        "blamed {B} for the crisis", "ridiculed {B}", "demanded that {B} resign", "said {B} had betrayed the voters", "took aim at {B}",
        "rebuked {B}", "said {B} could not be trusted", "said {B} was unfit for office", "attacked {B} for breaking a promise",
        "warned that {B} was dangerous", "sued {B} for fraud", "voiced disgust at {B}", "poured scorn on {B}",
    ),
    "praise": (
        "praised {B}", "hailed {B} as a hero", "thanked {B} for the help", "applauded {B}", "commended {B} for acting quickly",
        "endorsed {B}",
        "called {B} a brilliant leader", "described {B} as honest and brave", "paid tribute to {B}", "congratulated {B} on the victory",
        "said {B} had done an outstanding job", "credited {B} with saving the talks", "defended {B}", "welcomed the progress made by {B}",
        "said {B} deserved respect", "spoke warmly of {B}", "honoured {B} with an award", "said {B} had kept every promise",
    ),
    "attacked": (
        "was accused of corruption by {B}", "was condemned by {B}", "was mocked by {B}", "was criticised by {B} over the plan",
        "was branded a liar by {B}", "was blamed by {B} for the failure", "was denounced by {B}", "was rebuked by {B}",
        "came under fire from {B}", "faced a barrage of criticism from {B}", "was ridiculed by {B}", "was found guilty of fraud",
    ),
    "praised": (
        "was praised by {B}", "was hailed by {B}", "was applauded by {B}", "was commended by {B} for honesty", "won praise from {B}",
        "was thanked by {B}", "was honoured by {B}", "was endorsed by {B}", "was defended by {B}", "was congratulated by {B}",
    ),
    "fault": (
        "misled parliament", "broke the law", "lied about the costs", "took bribes", "ignored the warnings", "betrayed the refugees",
        "covered up the scandal", "wrecked the negotiations", "abused the office", "cheated the taxpayer", "hid the report",
        "botched the reform", "failed the victims", "bullied the staff", "rigged the tender", "squandered the grant", "blocked the rescue",
        "smeared a witness", "walked out on the families", "doctored the figures", "sold out the union",
    ),
    "fault_base": (
        "mislead parliament", "break the law", "lie about the costs", "take bribes", "ignore the warnings", "betray the refugees",
        "cover up the scandal", "abuse the office", "cheat the taxpayer", "hide the report", "rig the tender", "squander the grant",
        "smear a witness", "steal the election", "threaten the judge", "doctor the figures",
    ),
    "merit": (
        "saved the agreement", "kept the promise", "rescued the company", "restored trust", "handled the crisis superbly",
        "won the debate",
        "cleaned up the ministry", "protected the minority", "delivered the reform", "earned the admiration of colleagues",
        "stood up for the victims", "brought both sides together", "paid every debt", "exposed the fraud", "risked everything to help",
    ),
    "merit_base": (
        "save the agreement", "keep the promise", "rescue the company", "restore trust", "handle the crisis well", "protect the minority",
        "deliver the reform", "help the families", "tell the truth", "listen to the victims", "calm the markets", "stand by an ally",
    ),
    "scorned": (
        "vilified", "chided", "maligned", "jeered", "savaged", "pilloried", "censured", "disowned", "taunted", "berated",
        "reprimanded", "snubbed", "condemned", "criticised", "accused", "discredited", "attacked", "insulted",
    ),
    "lauded": (
        "lauded", "cheered", "celebrated", "admired", "exalted", "acclaimed", "embraced", "saluted", "praised", "thanked",
        "applauded", "commended", "defended", "honoured", "vindicated", "championed",
    ),
    "bad": (
        "a liar", "corrupt", "a failure", "a disgrace", "incompetent", "a bully", "reckless", "dishonest", "a fraud",
        "a danger to the country", "shameless", "inept", "two-faced", "vindictive", "a hypocrite", "a coward", "out of touch", "cruel",
        "a menace", "unfit for the job",
    ),
    "good": (
        "a hero", "a skilled negotiator", "brilliant", "courageous", "an inspiration", "trustworthy", "a role model",
        "a great reformer", "fair-minded", "generous", "principled", "a born leader", "tireless", "widely respected", "a steady hand",
    ),
    "grave": (
        "visited the flooded town", "travelled to the scene of the bombing", "spoke at the funeral of the victims",
        "arrived hours after the earthquake",
        "met survivors of the massacre", "was briefed on the deadly crash", "expressed condolences after the fire that killed nine people",
        "chaired an emergency meeting on the outbreak", "will testify about the attack", "read out the names of the dead",
        "announced three days of mourning", "said 14 people had died in the storm", "reported that unemployment had risen",
        "toured the hospital where the wounded were being treated", "took questions about the shooting",
        "attended a memorial for the murdered journalist",
        "confirmed that the factory would close", "asked the court to adjourn the murder trial",
    ),
    "callous": (
        "mocked the victims of the flood", "stayed away from the funeral to play golf", "refused to meet the bereaved families",
        "laughed about the dead", "stayed on holiday during the disaster", "blamed the wounded for the attack",
        "ignored calls for help after the earthquake", "made money from the famine", "joked about the shooting",
        "hid the number of the dead",
    ),
    "caring": (
        "comforted the survivors of the crash", "carried children out of the flooded school", "sheltered families who had lost their homes",
        "stayed with the wounded all night", "raised money for the bereaved", "was thanked by the victims of the fire",
    ),
    "plain": (
        "arrived in the capital on Tuesday", "will meet ministers next week", "spoke to reporters", "signed the document",
        "attended the summit",
        "is due to give a statement", "held talks in Vienna", "published the timetable", "chaired the meeting", "was elected in 2019",
        "takes questions in parliament on Wednesday", "flew back on Friday", "was born in Tirana", "met the delegation at the airport",
    ),
    "routine": (
        "will host the summit in October", "is edging closer to a deal with the union", "has made the treaty a priority",
        "is the first head of government to visit the island", "hosted the leaders of six countries",
        "is nearing an agreement on fishing", "will open the conference", "hopes to sign the accord this year",
        "took up the post in May", "leads the delegation", "joined the talks in Geneva", "has pushed for closer ties since the vote",
        "put the border at the top of the agenda", "is the longest-serving member of the board", "wants a new start with the neighbours",
        "faces a vote in parliament next week", "has two years left in office", "is weighing a second bid",
    ),
    "shield": (
        "ward off threats to", "repel attacks on", "keep others from recognising", "stop arms from reaching", "win support for",
        "find money for", "lift the sanctions on", "prevent an invasion of", "send aid to", "end the isolation of",
    ),
    "between": (
        "A possible deal", "The dispute", "The border", "Trade", "A strong link", "The confrontation", "The ceasefire", "Distrust",
        "A new partnership", "The rivalry",
    ),
    "between_small": (
        "a possible deal", "the dispute", "the long border", "trade", "strong links", "the confrontation", "the ceasefire",
        "a planned partnership", "the rivalry",
    ),
    "when": (
        "on Monday", "on Thursday", "last week", "in an interview", "during the debate", "at a rally", "in a letter",
        "after the vote",
    ),
    "work": ("plan", "record", "speech", "campaign", "policy", "proposal", "handling of the case", "reform", "bid"),
    "worse": ("disastrous", "failed", "shameful", "botched", "widely ridiculed", "cruel", "chaotic"),
    "better": ("acclaimed", "successful", "masterly", "widely admired", "generous", "landmark"),
}
