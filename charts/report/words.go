package report

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

const (
	nbsp   = "\u00a0"
	endash = "\u2013"
)

// The words of the page. They say what is seen and never why it is so; they speak of districts and the people who live there, and never
// of problems as if they were places.

// Sentences and words that are put together in code.
var (
	qDistricts = lang.Text{Sv: "skiljer sig områdena från övriga %s?", En: "do the districts differ from the rest of %s?"}
	qParts     = lang.Text{Sv: "hur olika är stadens delar?", En: "how different are the parts of the city?"}
	qSchools   = lang.Text{Sv: "hur olika är skolorna?", En: "how different are the schools?"}
	qCity      = lang.Text{Sv: "hur ser det ut i staden?", En: "how is it in the city?"}

	exampleIs  = lang.Text{Sv: "Exempel på diagram: %s i några områden, %s", En: "Example of a figure: %s in some districts, %s"}
	exampleAlt = lang.Text{
		Sv: "Exempel på punktdiagram. Varje rad är ett område: namn, punkt med intervall, värde och symbol. Delarna förklaras i listan bredvid.",
		En: "Example of a dot plot. Each row is a district: name, dot with interval, value and symbol. Its parts are explained in the list beside it.",
	}

	wArea       = lang.Text{Sv: "Område", En: "District"}
	wPart       = lang.Text{Sv: "Delområde", En: "Area"}
	wMeasure    = lang.Text{Sv: "Mått", En: "Measure"}
	wValue      = lang.Text{Sv: "Värde", En: "Value"}
	wInterval   = lang.Text{Sv: "%s-intervall", En: "%s interval"}
	wRest       = lang.Text{Sv: "Övriga %s", En: "Rest of %s"}
	wDifference = lang.Text{Sv: "Skillnad mot övriga", En: "Difference from the rest"}
	wOfDiff     = lang.Text{Sv: "Intervall för skillnaden", En: "Interval of the difference"}
	wVerdict    = lang.Text{Sv: "Jämfört med övriga %s", En: "Compared with the rest of %s"}
	wChange     = lang.Text{Sv: "Ändring sedan %s", En: "Change since %s"}
	wOfChange   = lang.Text{Sv: "Intervall för ändringen", En: "Interval of the change"}
	wBasisOf    = lang.Text{Sv: "Underlag: %s.", En: "Basis: %s."}
	wWhole      = lang.Text{Sv: "Hela %s", En: "All of %s"}
	wAssumed    = lang.Text{Sv: "Områdenas gränser är ett antagande, inte en beslutad indelning.", En: "The boundaries of the districts are an assumption, not an official division."}
	wOther      = lang.Text{Sv: "Övrigt", En: "Other"}
	wAreasHead  = lang.Text{Sv: "%s och områdena", En: "%s and its districts"}
	wAreaTable  = lang.Text{Sv: "Områdena i %s", En: "The districts of %s"}
	wPartsTable = lang.Text{Sv: "Vilka statistikområden områdena i %s består av", En: "The statistical areas that the districts of %s are made of"}
	wMadeOf     = lang.Text{Sv: "Antal %s", En: "Number of %s"}
	wDelimited  = lang.Text{Sv: "Avgränsning", En: "Delimitation"}
	wLowerOK    = lang.Text{Sv: "Lägre är bättre.", En: "Lower is better."}
	wHigherOK   = lang.Text{Sv: "Högre är bättre.", En: "Higher is better."}
	wNotJudged  = lang.Text{Sv: "Bedöms inte: högre är varken bättre eller sämre.", En: "Not judged: higher is neither better nor worse."}
	wLowerMark  = lang.Text{Sv: "lägre är bättre", En: "lower is better"}
	wHigherMark = lang.Text{Sv: "högre är bättre", En: "higher is better"}

	wLead = lang.Text{
		Sv: "Rapporten jämför %s i %s med övriga staden. Den omfattar %s.",
		En: "The report compares %s of %s with the rest of the city. It covers %s.",
	}

	// findings; the name of the measure stands before them
	fGap = lang.Text{
		Sv: "%s har %s och övriga %s %s. Skillnaden är %s (%s).",
		En: "%s has %s and the rest of %s %s. The difference is %s (%s).",
	}
	fVerdict = map[analysis.Verdict]lang.Text{
		analysis.Better: {Sv: "Det är säkert bättre.", En: "That is clearly better."},
		analysis.Worse:  {Sv: "Det är säkert sämre.", En: "That is clearly worse."},
		analysis.Higher: {Sv: "Det är säkert högre.", En: "That is clearly higher."},
		analysis.Lower:  {Sv: "Det är säkert lägre.", En: "That is clearly lower."},
	}
	fImproved = lang.Text{
		Sv: "I %s har läget blivit säkert bättre sedan %s. Värdet är nu %s, en ändring med %s (%s).",
		En: "Things have clearly improved in %s since %s. The value is now %s, a change of %s (%s).",
	}
	fWorsened = lang.Text{
		Sv: "I %s har läget blivit säkert sämre sedan %s. Värdet är nu %s, en ändring med %s (%s).",
		En: "Things have clearly become worse in %s since %s. The value is now %s, a change of %s (%s).",
	}
	fWidening = lang.Text{
		Sv: "Skillnaderna mellan områdena har vuxit säkert sedan %s. Områdena ligger nu i genomsnitt %s från medelvärdet, tidigare %s.",
		En: "The differences between districts have clearly grown since %s. Districts now lie %s from the mean on average, earlier %s.",
	}
	fNarrowing = lang.Text{
		Sv: "Skillnaderna mellan områdena har minskat säkert sedan %s. Områdena ligger nu i genomsnitt %s från medelvärdet, tidigare %s.",
		En: "The differences between districts have clearly shrunk since %s. Districts now lie %s from the mean on average, earlier %s.",
	}

	// the sentence of a measure
	sCity     = lang.Text{Sv: "Hela %s har %s (%s).", En: "%s as a whole has %s (%s)."}
	sExtremes = lang.Text{Sv: "Högst ligger %s med %s och lägst %s med %s.", En: "%s is highest at %s and %s lowest at %s."}
	sJudged   = lang.Text{Sv: "Av %s är %d säkert bättre och %d säkert sämre än övriga %s.", En: "Of %[1]s, the number clearly better than the rest of %[4]s is %[2]d and the number clearly worse %[3]d."}
	sUnjudged = lang.Text{Sv: "Av %s ligger %d säkert högre och %d säkert lägre än övriga %s.", En: "Of %[1]s, the number clearly higher than the rest of %[4]s is %[2]d and the number clearly lower %[3]d."}
	sNoTest   = lang.Text{Sv: "Det går inte att säga vilka skillnader som är säkra: %s.", En: "It cannot be said which differences are clear: %s."}
	sApproxOf = lang.Text{Sv: "Värdena för %s är ungefärliga.", En: "The values of %s are approximate."}
	sApprox   = lang.Text{Sv: "Värdena är ungefärliga.", En: "The values are approximate."}
	sNoArea   = lang.Text{Sv: "Det finns inget värde för områdena.", En: "There is no value for the districts."}
	sInstead  = lang.Text{Sv: "Diagrammet visar i stället hur värdena skiljer sig mellan %s.", En: "The figure shows instead how values differ between %s."}
	sAlso     = lang.Text{Sv: "Måttet redovisas under", En: "The measure is reported under"}

	wSpreadOf  = lang.Text{Sv: "%s: hur %s fördelar sig, %s", En: "%s: how %s are spread, %s"}
	wPlace     = lang.Text{Sv: "Plats i ordningen", En: "Place in the order"}
	wLowest    = lang.Text{Sv: "Lägst", En: "Lowest"}
	wQuarter   = lang.Text{Sv: "En fjärdedel av vägen från lägst till högst", En: "A quarter of the way from lowest to highest"}
	wMiddle    = lang.Text{Sv: "I mitten", En: "In the middle"}
	wThree     = lang.Text{Sv: "Tre fjärdedelar av vägen", En: "Three quarters of the way"}
	wHighest   = lang.Text{Sv: "Högst", En: "Highest"}
	wNowEarly  = lang.Text{Sv: "%s, tidigare %s", En: "%s, earlier %s"}
	wUnit      = lang.Text{Sv: "Enhet", En: "Unit"}
	wSpread    = lang.Text{Sv: "Genomsnittligt avstånd från medelvärdet", En: "Mean distance from the mean"}
	wBefore    = lang.Text{Sv: "Tidigare", En: "Earlier"}
	wNow       = lang.Text{Sv: "Nu", En: "Now"}
	wCorrected = lang.Text{Sv: "Efter avdrag för slump", En: "Corrected for chance"}
	wIndex     = lang.Text{Sv: "Index", En: "Index"}
	wFormula   = lang.Text{Sv: "Formel", En: "Formula"}
	wReference = lang.Text{Sv: "Hämtad ur", En: "Reference"}
	wWeighted  = lang.Text{Sv: "Områdena vägs efter antalet som värdena gäller.", En: "Areas are weighted by the number that their values are about."}
	wUnweight  = lang.Text{Sv: "Alla områden räknas lika, för folkmängden bakom värdena är inte känd.", En: "All areas count alike, for the population behind the values is not known."}
	wHighLow   = lang.Text{Sv: "Skillnad mellan högsta och lägsta", En: "Difference between highest and lowest"}
	wHighLowIs = lang.Text{Sv: "Mellan det högsta och det lägsta värdet är det %s.", En: "Highest and lowest value are %s apart."}
	wNoLimits  = lang.Text{Sv: "Det finns inget intervall, för antalet bakom värdena är inte känt.", En: "There is no interval, for the numbers behind the values are not known."}
	wResampled = map[string]lang.Text{
		"persons": {Sv: "Intervallet är framräknat genom att personer drogs på nytt %s gånger (grundläggande bootstrap). Slumpen gör de flesta index för höga; i sista kolumnen är det draget ifrån.", En: "The interval comes from drawing persons anew %s times (basic bootstrap). Chance makes most indices too high; the last column takes that off."},
		"areas":   {Sv: "Intervallet är framräknat genom att områden drogs på nytt %s gånger (grundläggande bootstrap). Slumpen gör de flesta index för höga; i sista kolumnen är det draget ifrån.", En: "The interval comes from drawing areas anew %s times (basic bootstrap). Chance makes most indices too high; the last column takes that off."},
	}
	wByFormula = lang.Text{Sv: "Måtten utan slump har intervall från en formel. De visar hur olika områdena är när det är borträknat som slumpen ensam skulle ge.", En: "The measures without chance have intervals from a formula. They show how different the areas are once what chance alone would give is taken off."}
	wUndefined = lang.Text{Sv: "kan inte beräknas", En: "cannot be computed"}
	wBetweenN  = lang.Text{Sv: "Mellan %s, %s", En: "Between %s, %s"}
	wTotals    = lang.Text{Sv: "%s: %s.", En: "%s: %s."}
	wDropped   = lang.Text{Sv: "Ej med, för att uppgift saknas: %s.", En: "Left out for lack of data: %s."}
	wEvenness  = lang.Text{Sv: "Jämnhet, 0 till 1", En: "Evenness, 0 to 1"}
	wMixLead   = lang.Text{Sv: "Jämnheten är 0 när allt är av ett slag och 1 när alla slag är lika stora. Den säger inte vad som är en lagom blandning.", En: "Evenness is 0 when all is of one kind and 1 when all kinds are of one size. It does not say which mix is right."}
	wNoMakeup  = lang.Text{Sv: "Uppgifter om grupperna saknas.", En: "There are no data on the groups."}
	wCounts    = lang.Text{Sv: "%s: antal i varje område, %s", En: "%s: numbers in each district, %s"}

	pBetter  = lang.Text{Sv: "Säkert bättre än övriga %s: %s.", En: "Clearly better than the rest of %s: %s."}
	pWorse   = lang.Text{Sv: "Säkert sämre än övriga %s: %s.", En: "Clearly worse than the rest of %s: %s."}
	pNoneB   = lang.Text{Sv: "Inget mått är säkert bättre än i övriga %s.", En: "No measure is clearly better than in the rest of %s."}
	pNoneW   = lang.Text{Sv: "Inget mått är säkert sämre än i övriga %s.", En: "No measure is clearly worse than in the rest of %s."}
	pSame    = lang.Text{Sv: "Ingen säker skillnad: %s.", En: "No clear difference: %s."}
	pHigher  = lang.Text{Sv: "Säkert högre, utan att det är bättre eller sämre: %s.", En: "Clearly higher, which is neither better nor worse: %s."}
	pLower   = lang.Text{Sv: "Säkert lägre, utan att det är bättre eller sämre: %s.", En: "Clearly lower, which is neither better nor worse: %s."}
	pImprove = lang.Text{Sv: "Säkert bättre än tidigare: %s.", En: "Clearly better than before: %s."}
	pDecline = lang.Text{Sv: "Säkert sämre än tidigare: %s.", En: "Clearly worse than before: %s."}
	pSurely  = map[analysis.Verdict]lang.Text{
		analysis.Better: {Sv: "säkert bättre än tidigare", En: "clearly better than before"},
		analysis.Worse:  {Sv: "säkert sämre än tidigare", En: "clearly worse than before"},
	}
	pTable   = lang.Text{Sv: "%s: alla mått", En: "%s: all measures"}
	pNothing = lang.Text{Sv: "Inget mått har jämförts.", En: "No measure has been compared."}

	wOverviewOf = lang.Text{Sv: "Översikt: mått och områden, säkra skillnader på nivån %s", En: "Overview: measures and districts, clear differences at the %s level"}
	wOverviewN  = lang.Text{Sv: "%s (del %d av %d)", En: "%s (part %d of %d)"}
	wStrict     = lang.Text{
		Sv: "I översikten måste en skillnad vara säker på nivån %s, mot %s i resten av rapporten. Annars skulle några av så här många jämförelser se säkra ut av en slump.",
		En: "In the overview a difference must be clear at the %s level, against %s in the rest of the report. Otherwise some of this many comparisons would look clear by chance.",
	}
	wRoughly    = lang.Text{Sv: "ungefärligt", En: "approximate"}
	wNotShown   = lang.Text{Sv: "Mått utan värden för områdena, som därför inte är med i tabellen:", En: "Measures without values for the districts, which are therefore not in the table:"}
	pRanges     = lang.Text{Sv: "%s: mått utan värde för området", En: "%s: measures without a value for the district"}
	pSmallAreas = lang.Text{Sv: "Antal DeSO", En: "DeSO areas"}
	pLowest     = lang.Text{Sv: "Lägst", En: "Lowest"}
	pHighest    = lang.Text{Sv: "Högst", En: "Highest"}
	pCityRange  = lang.Text{Sv: "Alla DeSO i %s", En: "All DeSO areas of %s"}
	pRangesNote = lang.Text{Sv: "Lägsta och högsta värde bland områdets DeSO. Något värde för hela området går inte att räkna fram.", En: "The lowest and highest value among the district's DeSO areas. A value for the whole district cannot be worked out."}
	pNotShown   = lang.Text{Sv: "Mått som varken har värde för områdena eller för hela %s är inte med i jämförelsen:", En: "Measures that have a value neither for the districts nor for all of %s are left out of the comparison:"}

	wSign     = lang.Text{Sv: "Tecken", En: "Sign"}
	wMeaning  = lang.Text{Sv: "Betydelse", En: "Meaning"}
	wSignsCap = lang.Text{Sv: "Tecken och vad de betyder", En: "Signs and what they mean"}
	signWords = []struct {
		glyph, class string
		text         lang.Text
	}{
		{"▲", "better", lang.Text{Sv: "säkert bättre än övriga staden", En: "clearly better than the rest of the city"}},
		{"▼", "worse", lang.Text{Sv: "säkert sämre än övriga staden", En: "clearly worse than the rest of the city"}},
		{"○", "similar", lang.Text{Sv: "ingen säker skillnad", En: "no clear difference"}},
		{"△", "higher", lang.Text{Sv: "säkert högre, för mått som inte bedöms som bra eller dåliga", En: "clearly higher, for measures that are not judged as good or bad"}},
		{"▽", "lower", lang.Text{Sv: "säkert lägre, för mått som inte bedöms som bra eller dåliga", En: "clearly lower, for measures that are not judged as good or bad"}},
		{"..", "", lang.Text{Sv: "uppgiften saknas, kan inte räknas fram eller visas inte för att skydda enskilda; orsaken står vid tabellen", En: "not available, cannot be computed, or withheld to protect persons; the reason is given at the table"}},
		{".", "", lang.Text{Sv: "kan inte förekomma", En: "cannot occur"}},
		{"(62,8)", "", lang.Text{Sv: "värdet bygger på få personer och är osäkert", En: "the value rests on few persons and is uncertain"}},
		{"p", "", lang.Text{Sv: "preliminär uppgift", En: "provisional figure"}},
	}

	wSourceCap = lang.Text{Sv: "Källor med licens", En: "Sources with licence"}
	wPublisher = lang.Text{Sv: "Utgivare", En: "Publisher"}
	wTitle     = lang.Text{Sv: "Titel", En: "Title"}
	wTable     = lang.Text{Sv: "Tabell", En: "Table"}
	wRetrieved = lang.Text{Sv: "Hämtad", En: "Retrieved"}
	wLicence   = lang.Text{Sv: "Licens", En: "Licence"}
	wFile      = lang.Text{Sv: "Fil", En: "File"}
	wRows      = lang.Text{Sv: "Rader", En: "Rows"}
	wInputsCap = lang.Text{Sv: "Filer som har lästs", En: "Files that were read"}
	wIndexCap  = lang.Text{Sv: "Index med formel och källa", En: "Indices with formula and source"}

	mValues = lang.Text{
		Sv: "Källans eget värde för staden eller området används där det finns. Annars räknas värdet fram ur de mindre områdena: andelar som summan av täljare delad med summan av nämnare, medelvärden vägda med antalet personer, antal som summor. Medianer räknas aldrig fram ur medianer.",
		En: "The source's own value for the city or district is used where there is one. Otherwise the value is put together from the smaller areas: shares as the sum of numerators over the sum of denominators, means weighted by the number of persons, counts as sums. Medians are never computed from medians.",
	}
	mIntervals = lang.Text{
		Sv: "Andelar har Wilsons intervall och antal per invånare Byars (exakt Poisson under 10 händelser), på nivån %s. Skillnaden mellan två andelar har Newcombes intervall, och mellan två tal per invånare ett intervall som byggs på samma sätt ur Byars gränser. Personer räknas som oberoende av varandra; där flera hör till samma hushåll är det verkliga intervallet bredare.",
		En: "Shares have Wilson's interval and rates Byar's (exact Poisson below 10 events), at the %s level. The difference of two shares has Newcombe's interval, and that of two rates one built in the same way from Byar's limits. Persons are taken as independent of one another; where several belong to one household the true interval is wider.",
	}
	mTests = lang.Text{
		Sv: "Ett område är en del av staden. Därför prövas det mot övriga staden; mot hela staden skulle det delvis jämföras med sig självt. Sammanfattningen och översikten kräver nivån %s.",
		En: "A district is part of the city. It is therefore tested against the rest of the city; against all of it, it would partly be compared with itself. Summary and overview require the %s level.",
	}
	mNoDisclosure = lang.Text{
		Sv: "Inga tal har undanhållits här: studien anger inga gränser. Det som källorna undanhåller visas som ”..”.",
		En: "No numbers have been withheld here: the study sets no limits. What the sources withhold is shown as “..”.",
	}
	mProtected = lang.Text{Sv: "Redan skyddade av utgivaren: %s.", En: "Already protected by the publisher: %s."}
	mNoise     = lang.Text{
		Sv: "Utgivaren lägger till slumpmässigt brus för att skydda enskilda i: %s. Delar summerar därför inte alltid till helheten, och det är inget fel.",
		En: "The publisher adds random noise to protect persons in: %s. Parts therefore do not always sum to totals, and that is no error.",
	}
	mNoiseSD = lang.Text{
		Sv: "%s: studien antar att bruset i varje publicerat antal har standardavvikelsen %s. Utgivaren uppger inte hur stort det är. En summa av m antal har då standardavvikelsen %s · √m. Intervall, tester och spridningsmått för andelar och tal räknar med det: varje gräns flyttas så att avståndets kvadrat växer med z² gånger brusets varians (Zou och Donner 2008). När personerna dras om för ett segregationsindex läggs ett sådant fel till varje antal: i hela personer, oberoende av de andra och aldrig större än antalet självt (Thompson, Broadfoot och Elazar 2013). Från det korrigerade värdet dras det som slump och brus lägger till i genomsnitt. För en grupp med bara några personer i varje område räcker det inte helt: där rymmer intervallet det sanna värdet mer sällan än det anger.",
		En: "%s: the study assumes that the noise in each published count has a standard deviation of %s. The publisher does not tell how large it is. A sum of m counts then has one of %s · √m. Intervals, tests and measures of spread of shares and rates reckon with it: each limit is moved so that the square of its distance grows by z² times the variance of the noise (Zou and Donner 2008). When persons are drawn anew for an index of segregation, such an error is added to each count: in whole persons, independent of the others and never larger than the count itself (Thompson, Broadfoot and Elazar 2013). The corrected value has what chance and noise add on average taken off. For a group of only a few persons in each area that is not quite enough: there the interval includes the true value less often than it states.",
	}
	mNoiseUnknown = lang.Text{
		Sv: "%s: hur stort bruset är uppges inte, så det är inte med i intervallen.",
		En: "%s: how large the noise is is not told, so it is not part of the intervals.",
	}
	mNoiseFrom = lang.Text{Sv: "Bruset finns från %s.", En: "The noise is there from %s on."}
	mNoNoise   = lang.Text{Sv: "Ingen av källorna anges ha slumpmässigt brus.", En: "None of the sources is stated to carry random noise."}
	mCoverage  = lang.Text{
		Sv: "Ett område eller staden får ett sammanräknat värde bara om minst %s av befolkningen har uppgift.",
		En: "A district or the city has a combined value only if at least %s of the population has data.",
	}
	mCovered = lang.Text{
		Sv: "%s: värdet för hela %s bygger på %s av dem som måttet gäller.",
		En: "%s: the value of all of %s rests on %s of those whom the measure is about.",
	}
	mProgram = lang.Text{
		Sv: "Framställd med jamlik %s, studien %s, slumptalsfrö %d, %s omdragningar. Samma indata ger samma rapport, tecken för tecken.",
		En: "Made with jamlik %s, study %s, random seed %d, %s replicates. The same input gives the same report, character by character.",
	}
	mAccess = lang.Text{Sv: "hämtad %s", En: "retrieved %s"}

	wBreak     = lang.Text{Sv: "Uppgifter före %s är inte jämförbara med senare.", En: "Figures before %s are not comparable with later ones."}
	wNoPeople  = lang.Text{Sv: ".. = exakt folkmängd saknas.", En: ".. = no exact population."}
	wPeople    = lang.Text{Sv: "Folkmängd", En: "Population"}
	wPercent   = lang.Text{Sv: "procent", En: "per cent"}
	wSquared   = lang.Text{Sv: " i kvadrat", En: " squared"}
	wPlainly   = lang.Text{Sv: "Ändring", En: "Change"}
	wSince     = lang.Text{Sv: "sedan", En: "since"}
	wCounted   = lang.Text{Sv: "Antal personer i beräkningen", En: "Numbers in the computation"}
	wRanges    = lang.Text{Sv: "Möjliga värden: %s.", En: "Possible values: %s."}
	wAnyNumber = lang.Text{Sv: "alla tal", En: "any number"}
	wFrom      = lang.Text{Sv: "från %s och uppåt", En: "from %s upwards"}
	wFromTo    = lang.Text{Sv: "från %s till %s", En: "from %s to %s"}
	wMadeWith  = lang.Text{Sv: "Framställd med jamlik %s", En: "Made with jamlik %s"}
	wSources   = lang.Text{Sv: "Källor: %s", En: "Sources: %s"}
)

// whyNoFigures explains a reason in full sentences.
var whyNoFigures = map[analysis.Reason]lang.Text{
	analysis.NoObservation:  {Sv: "Källan redovisar inte måttet för områdena eller deras delar.", En: "The source does not report the measure for the districts or their parts."},
	analysis.NoDenominator:  {Sv: "Källan anger inte antalet bakom värdena. Då går det inte att väga ihop de mindre områdenas värden.", En: "The source does not give the numbers behind the values. The values of the smaller areas can then not be weighted together."},
	analysis.CannotPool:     {Sv: "Ett sådant värde för flera områden tillsammans går inte att räkna fram ur områdenas egna. Det måste källan publicera.", En: "Such a value of several areas together cannot be computed from their own. The source has to publish it."},
	analysis.LowCoverage:    {Sv: "För stor del av befolkningen saknar uppgift.", En: "Too large a part of the population has no data."},
	analysis.Withheld:       {Sv: "Värdena visas inte, för att skydda enskilda personer.", En: "The values are withheld to protect persons."},
	analysis.SourceWithheld: {Sv: "Källan visar inte värdena, för att skydda enskilda personer.", En: "The source withholds the values to protect persons."},
	analysis.SchoolsOnly:    wOfSchools,
	analysis.PartOnly:       {Sv: "Området är hela staden, så det finns inget att jämföra med.", En: "The district is the whole city, so there is nothing to compare with."},
}

var wOfSchools = lang.Text{Sv: "Uppgifterna gäller skolor, inte stadens områden: elever kan gå i skola i ett annat område än de bor i.", En: "The data are about schools, not districts: pupils may study in another district than they live in."}

// whyNotTested says in a clause why differences from the rest of the city have no interval.
var whyNotTested = map[analysis.Reason]lang.Text{
	analysis.NoObservation: {Sv: "uppgift saknas för övriga staden", En: "there is no figure for the rest of the city"},
	analysis.NoDenominator: {Sv: "källan anger inte antalet bakom värdena", En: "the source does not give the numbers behind the values"},
	analysis.CannotPool:    {Sv: "ett värde för övriga staden går inte att räkna fram", En: "a value of the rest of the city cannot be computed"},
	analysis.LowCoverage:   {Sv: "för stor del av befolkningen saknar uppgift", En: "too large a part of the population has no data"},
	analysis.PartOnly:      {Sv: "området är hela staden", En: "the district is the whole city"},
	analysis.SizeOnly:      {Sv: "antal visar hur stort ett område är, inte hur det står till där", En: "counts show how large a district is, not how it fares"},
	analysis.SchoolsOnly:   {Sv: "uppgifterna gäller skolor och inte områden", En: "the data are about schools and not districts"},
	analysis.NoLimits:      {Sv: "källan anger inget intervall för områdena, och det går inte att räkna fram något", En: "the source gives no interval for the districts, and none can be computed"},
	analysis.NoLevel:       {Sv: "det är inte känt vilken nivå källans intervall har", En: "the level of the source's intervals is not known"},
	analysis.NoReason:      {Sv: "källan ger inte underlag för det", En: "the source gives no grounds for it"},
}

// basisWords say what the delimitation of a district rests on.
func basisWords(l lang.Lang, basis string) string {
	t, ok := map[string]lang.Text{
		"parent":                {Sv: "källans indelning", En: "the source's division"},
		"official":              {Sv: "beslutad indelning", En: "official division"},
		"assumption_name_match": {Sv: "antagande: områden med liknande namn", En: "assumption: areas of like name"},
	}[basis]
	if ok {
		return t.In(l)
	}
	if strings.HasPrefix(basis, "assum") {
		return lang.Text{Sv: "antagande", En: "assumption"}.In(l)
	}
	if year, ok := strings.CutPrefix(basis, "population_"); ok {
		return lang.Text{Sv: "delat efter folkmängden ", En: "split by the population of "}.In(l) + year
	}
	return strings.ReplaceAll(basis, "_", " ")
}

// levelNames are the kinds of areas: one, many.
var levelNames = map[indicators.Level][2]lang.Text{
	indicators.District: {{Sv: "område", En: "district"}, {Sv: "områden", En: "districts"}},
	indicators.RegSO:    {{Sv: "RegSO", En: "RegSO"}, {Sv: "RegSO", En: "RegSO"}},
	indicators.DeSO:     {{Sv: "DeSO", En: "DeSO"}, {Sv: "DeSO", En: "DeSO"}},
	indicators.School:   {{Sv: "skola", En: "school"}, {Sv: "skolor", En: "schools"}},
	indicators.City:     {{Sv: "stad", En: "city"}, {Sv: "städer", En: "cities"}},
	indicators.County:   {{Sv: "län", En: "county"}, {Sv: "län", En: "counties"}},
	indicators.Nation:   {{Sv: "land", En: "country"}, {Sv: "länder", En: "countries"}},
}

// monthNames are for dates.
var monthNames = [12]lang.Text{
	{Sv: "januari", En: "January"}, {Sv: "februari", En: "February"}, {Sv: "mars", En: "March"}, {Sv: "april", En: "April"},
	{Sv: "maj", En: "May"}, {Sv: "juni", En: "June"}, {Sv: "juli", En: "July"}, {Sv: "augusti", En: "August"},
	{Sv: "september", En: "September"}, {Sv: "oktober", En: "October"}, {Sv: "november", En: "November"}, {Sv: "december", En: "December"},
}

// sayf formats a text of the page's language.
func (p *page) sayf(t lang.Text, args ...any) string { return fmt.Sprintf(t.In(p.lang), args...) }
