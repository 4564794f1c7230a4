package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Words of the chapter about comparisons with other things than the rest of the city, about how many comparisons there are, and of funnels.
var (
	cTitle = lang.Text{Sv: "Fler jämförelser", En: "More comparisons"}
	cLead  = lang.Text{
		Sv: "Kapitlen ovan jämför varje område med övriga %s. Här står vad områdena annars jämförs med, hur många av skillnaderna som kan vara slump, och hur långt från hela %[1]s områden av olika storlek kan hamna av slump.",
		En: "The chapters above compare each district with the rest of %s. Here is what else the districts are compared with, how many of the differences may be chance, and how far from all of %[1]s districts of different size may land by chance.",
	}

	cLeadMany = lang.Text{
		Sv: "Kapitlen ovan jämför varje område med övriga %s. Här står hur många av skillnaderna som kan vara slump, och hur långt från hela %[1]s områden av olika storlek kan hamna av slump.",
		En: "The chapters above compare each district with the rest of %s. Here is how many of the differences may be chance, and how far from all of %[1]s districts of different size may land by chance.",
	}

	cBenchmarkSigns = lang.Text{
		Sv: "Talen är skillnader: områdets värde minus värdet som det jämförs med. Tecknen visar om skillnaden är säker på nivån %s: ▲ bättre, ▼ sämre, △ högre, ▽ lägre, ○ ingen säker skillnad. Intervall, kvoter och standardiserade skillnader finns i data/benchmarks.",
		En: "The numbers are differences: the value of the district less the value that it is compared with. The signs show whether the difference is clear at the %s level: ▲ better, ▼ worse, △ higher, ▽ lower, ○ no clear difference. Intervals, ratios and standardised differences are in data/benchmarks.",
	}
	cAgainst = map[analysis.BenchmarkKind]lang.Text{
		analysis.WholeCity: {Sv: "Jämfört med hela %s", En: "Compared with all of %s"},
		analysis.Country:   {Sv: "Jämfört med %s", En: "Compared with %s"},
		analysis.OneArea:   {Sv: "Jämfört med %s", En: "Compared with %s"},
		analysis.GroupOf:   {Sv: "Jämfört med %s", En: "Compared with %s"},
	}
	cPart = lang.Text{
		Sv: "Varje område är en del av %s. Det är inräknat: skillnaden är lika säker som den mot övriga, men mindre ju större del området är.",
		En: "Each district is part of %s. That is allowed for: the difference is as sure as that from the rest, but smaller the larger a part the district is.",
	}
	cPartOfCountry = lang.Text{
		Sv: "%[1]s är en del av %[2]s. Det är inräknat där källan anger antal.",
		En: "%[1]s is part of %[2]s. That is allowed for where the source gives counts.",
	}
	cGroupIs = lang.Text{
		Sv: "Gruppens värde är det för alla som bor i %s tillsammans. %s är inte med i gruppen.",
		En: "The group's value is that of all who live in %s together. %s is not in the group.",
	}
	cGroupMean = lang.Text{
		Sv: "Här saknas antal, och gruppens värde är medelvärdet av kommunernas värden, som räknas lika: %s.",
		En: "Here there are no counts, and the group's value is the mean of the municipalities' values, each counting alike: %s.",
	}
	cLacking = lang.Text{
		Sv: "Någon kommun i gruppen saknar värde: %s.",
		En: "Some municipality of the group has no value: %s.",
	}
	cCertain = lang.Text{
		Sv: "Källan anger inte hur säkert värdet är som områdena jämförs med. Det räknas då som exakt, och bara områdets egen osäkerhet är med: %s.",
		En: "The source does not say how sure the value is that the districts are compared with. It is then taken as exact, and only the district's own uncertainty counts: %s.",
	}
	cMissing        = lang.Text{Sv: "Mått som inte är med för att %[1]s inte har något värde (%[2]s): %[3]s.", En: "Measures that are left out because there is no value of %[1]s (%[2]s): %[3]s."}
	cMeasures       = lang.Text{Sv: "Mått", En: "Measure"}
	cReference      = lang.Text{Sv: "Värde att jämföra med", En: "Value compared with"}
	cEachWithEach   = lang.Text{Sv: "Varje område med varje annat", En: "Each district with each other"}
	cPairsAre       = lang.Text{Sv: "Tabellen visar hur många par av områden som skiljer sig säkert på nivån %s, och vilket par som skiljer sig mest. Alla par finns i data/benchmarks.", En: "The table shows how many pairs of districts differ clearly at the %s level, and which pair differs most. All pairs are in data/benchmarks."}
	cPairs          = lang.Text{Sv: "Jämförda par", En: "Pairs compared"}
	cSurePairs      = lang.Text{Sv: "Säkert olika", En: "Clearly different"}
	cMostApart      = lang.Text{Sv: "Längst isär", En: "Farthest apart"}
	cSizeOfApart    = lang.Text{Sv: "Skillnad", En: "Difference"}
	cMinus          = lang.Text{Sv: "%s minus %s", En: "%s less %s"}
	cBenchmarkTable = lang.Text{Sv: "%s (del %d av %d)", En: "%s (part %d of %d)"}

	cMany   = lang.Text{Sv: "Hur många skillnader kan vara slump?", En: "How many differences may be chance?"}
	cManyIs = lang.Text{
		Sv: "Rapporten jämför områden med övriga %s %s gånger på nivån %s. Om det inte fanns några skillnader alls skulle ändå ungefär %s av jämförelserna se säkra ut. %s är säkra. Om gränsen i stället sätts så att högst %s av de skillnader som pekas ut väntas vara fel, pekas %s ut, och av dem väntas alltså högst %s vara fel.",
		En: "The report compares districts with the rest of %s %s times at the %s level. If there were no differences at all, about %s of the comparisons would still look clear. %s are clear. If the limit is instead set so that at most %s of the differences pointed out are expected to be wrong, %s are pointed out, and at most %s of those are expected to be wrong.",
	}
	cManyTable   = lang.Text{Sv: "Jämförelser och slump", En: "Comparisons and chance"}
	cComparedTo  = lang.Text{Sv: "Jämförelse med", En: "Compared with"}
	cTests       = lang.Text{Sv: "Jämförelser", En: "Comparisons"}
	cSureAt      = lang.Text{Sv: "Säkra, %s", En: "Clear, %s"}
	cChanceAt    = lang.Text{Sv: "Av ren slump, %s", En: "By chance alone, %s"}
	cFound       = lang.Text{Sv: "Utpekade, högst %s fel", En: "Pointed out, at most %s wrong"}
	cFalse       = lang.Text{Sv: "Väntat antal fel bland dem", En: "Wrong ones expected among them"}
	cManyNote    = lang.Text{Sv: "Av ren slump: så många som väntas se säkra ut om inget område skiljer sig från något annat. Måtten hänger ihop, så det verkliga antalet kan bli både mindre och större.", En: "By chance alone: how many are expected to look clear if no district differs from any other. The measures hang together, so that the number may turn out smaller or larger."}
	cRestOf      = lang.Text{Sv: "övriga %s", En: "the rest of %s"}
	cWholeOf     = lang.Text{Sv: "hela %s", En: "all of %s"}
	cOthersNames = lang.Text{Sv: "varandra", En: "one another"}

	cFunnel   = lang.Text{Sv: "Större avstånd än slumpen ger", En: "Farther apart than by chance"}
	cFunnelIs = lang.Text{
		Sv: "Små områden hamnar oftare långt från hela %s av ren slump än stora. För varje område finns därför gränser som slumpen sällan når utanför, och de är vidare ju färre som bor där (trattdiagram). Områden i en stad skiljer sig nästan alltid mer än så. De vida gränserna räknar också med hur olika områdena är i allmänhet: den som ligger utanför dem skiljer sig mer än områden i staden brukar. Ett område utanför är en fråga att ställa, inte ett svar.",
		En: "Small districts land far from all of %s by chance alone more often than large ones. Each district therefore has limits that chance seldom goes beyond, and they are wider the fewer live there (a funnel plot). Districts of a city nearly always differ by more than that. The wide limits also allow for how different the districts are in general: whoever lies outside of them differs by more than districts of the city do on the whole. A district outside is a question to ask, not an answer.",
	}
	cFunnelTable = lang.Text{Sv: "Områden utanför gränserna runt värdet för hela %s", En: "Districts outside the limits around the value of all of %s"}
	cOutside     = lang.Text{Sv: "Utanför slumpens gränser, %s", En: "Outside the limits of chance, %s"}
	cOutsideOf   = lang.Text{Sv: "%d av %d", En: "%d of %d"}
	cDispersion  = lang.Text{Sv: "Överspridning φ", En: "Overdispersion φ"}
	cBetween     = lang.Text{Sv: "Spridning mellan områdena, τ", En: "Spread between districts, τ"}
	cOutsideWide = lang.Text{Sv: "Utanför de vida gränserna, %s", En: "Outside the wide limits, %s"}
	cNobody      = lang.Text{Sv: "inget", En: "none"}
	cOver        = lang.Text{Sv: "%s (över)", En: "%s (above)"}
	cUnder       = lang.Text{Sv: "%s (under)", En: "%s (below)"}
	cFunnelNote  = lang.Text{
		Sv: "φ är omkring 1 när områdena skiljer sig så mycket som slumpen ger. τ är hur mycket områdena skiljer sig därutöver, som en standardavvikelse i måttets enhet. Gränserna för varje område finns i data/funnel.",
		En: "φ is about 1 where districts differ by as much as chance gives. τ is how much they differ beyond that, as a standard deviation in the unit of the measure. The limits of each district are in data/funnel.",
	}
	cFunnelFew = lang.Text{Sv: "De vida gränserna är inte beräknade: %s.", En: "The wide limits are not computed: %s."}

	cImportance = lang.Text{Sv: "Viktig skillnad?", En: "Important difference?"}
	cLeast      = lang.Text{
		Sv: "En skillnad räknas som viktig från %s, enligt studien. Säker men liten: skillnaden finns, men är mindre än så. Ingen viktig skillnad: skillnaden är säkert mindre än så, om den finns. Kan vara viktig: skillnaden finns men kan vara mindre än så. Oklart: det går varken att säga att skillnaden finns eller att den är liten.",
		En: "A difference counts as important from %s, by the study. Clear but small: the difference is there, but smaller than that. No important difference: the difference is surely smaller than that, if there is one. May be important: the difference is there but may be smaller than that. Unclear: it can be said neither that there is a difference nor that it is small.",
	}
	importanceWords = map[analysis.Importance]lang.Text{
		analysis.Important:             {Sv: "viktig", En: "important"},
		analysis.PerhapsImportant:      {Sv: "kan vara viktig", En: "may be important"},
		analysis.SureButSmall:          {Sv: "säker men liten", En: "clear but small"},
		analysis.NoImportantDifference: {Sv: "ingen viktig skillnad", En: "no important difference"},
		analysis.Unclear:               {Sv: "oklart", En: "unclear"},
	}
)

// Paragraphs of the method chapter.
var (
	cMethodHead     = lang.Text{Sv: "Fler jämförelser, slump och trattar", En: "More comparisons, chance and funnels"}
	cMethodContrast = lang.Text{
		Sv: "Kvoten mellan två andelar har Katz intervall (1978), mellan två antal per invånare ett som byggs ur Byars gränser (MOVER, Donner och Zou 2012), och mellan två medelvärden vars källa anger intervall med känd nivå deltametodens. Den standardiserade skillnaden är Cohens h för andelar, 2 arcsin √p, och 2 √ för antal per invånare, med gränser ur samma intervall; för medelvärden Cohens d, bara där källan anger både intervall och antal. Värden med källans egna intervall jämförs bara om studien säger vilken nivå de har.",
		En: "The ratio of two shares has Katz's interval (1978), that of two rates one built from Byar's limits (MOVER, Donner and Zou 2012), and that of two means whose source gives intervals of a known level the delta method's. The standardised difference is Cohen's h of shares, 2 arcsin √p, and 2 √ of rates, with limits from the same intervals; of means Cohen's d, only where the source gives both interval and number. Values with the source's own intervals are compared only if the study says which level they have.",
	}
	cMethodPart = lang.Text{
		Sv: "Ett område med andelen s av stadens befolkning är en del av värdet P för hela staden: p − P = (1 − s)(p − r), där r är övriga staden. Skillnaden mot hela staden är därför den mot övriga staden gånger 1 − s, och prövningen är densamma. En prövning som räknar P som exakt hittar bara 2,8 falska skillnader av hundra där den säger 5, när området är en femtedel av staden. Jämförelsen med riket görs likadant när riket har antal.",
		En: "A district with the share s of the city's population is part of the value P of the whole city: p − P = (1 − s)(p − r), with r the rest of the city. The difference from the whole city is therefore that from the rest times 1 − s, and the test is the same. A test that takes P as exact finds only 2.8 false differences in a hundred where it says 5, when the district is a fifth of the city. The comparison with the nation is made in the same way where the nation has counts.",
	}
	cMethodMany = lang.Text{
		Sv: "p är sannolikheten för en så stor skillnad om det inte finns någon (score-test för antal, annars skillnaden delad med sitt medelfel). q är p justerat över alla mått, grupper och områden som jämförs med samma sak och som visas, enligt Benjamini och Hochberg (1995), som förutsätter att prövningarna är oberoende eller drar åt samma håll. Områden i samma stad drar lite åt olika håll, för när ett ligger över övriga ligger de andra under.",
		En: "p is the probability of so large a difference if there is none (score test of counts, else the difference over its standard error). q is p adjusted over all measures, groups and districts that are compared with the same thing and are shown, by Benjamini and Hochberg (1995), who take tests to be independent or to pull the same way. Districts of one city pull apart a little, for where one is above the rest the others are below theirs.",
	}
	cMethodDependent = lang.Text{
		Sv: "Här används Benjamini och Yekutieli (2001), som gäller hur prövningarna än hänger ihop och pekar ut färre.",
		En: "Benjamini and Yekutieli (2001) is used here, which holds however the tests hang together and points out fewer.",
	}
	cMethodFunnel = lang.Text{
		Sv: "Trattens gränser är kvantiler av binomial- eller Poissonfördelningen runt stadens värde för områdets storlek, dragna till en linje mellan de hela talen (Spiegelhalter 2005). Stadens värde räknas som exakt fast området är en del av det, så gränserna är något för vida för stora områden. φ skattas ur z-värdena sedan %s av dem i var ände dragits in, så att enstaka avvikande områden inte vidgar gränserna; %s Indragningen gör spridningen lite för liten: är den normalfördelad hamnar fler områden utanför de vida gränserna än nivån säger, ungefär 10 av hundra i stället för 5 när en tiondel dragits in.",
		En: "The limits of the funnel are quantiles of the binomial or Poisson distribution around the city's value at the district's size, drawn to a line between the whole numbers (Spiegelhalter 2005). The city's value is taken as exact although the district is part of it, so the limits are somewhat too wide for large districts. φ is estimated from the z-scores after %s of them at each end are drawn in, so that single outliers do not widen the limits; %s Drawing in makes the spread a little too small: where it is normal, more districts land outside the wide limits than the level says, about 10 in a hundred rather than 5 when a tenth is drawn in.",
	}
	cAdditive       = lang.Text{Sv: "de vida gränserna har variansen s² + τ².", En: "the wide limits have the variance s² + τ²."}
	cMultiplicative = lang.Text{Sv: "de vida gränserna har medelfelet gånger √φ.", En: "the wide limits have the standard error times √φ."}
)
