package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Words of the chapter about how figures move over years.
var (
	wCourse     = lang.Text{Sv: "Utveckling över tid", En: "Development over time"}
	wCourseLead = lang.Text{
		Sv: "Här följs %s över alla år som går att jämföra: hur fort värdet ändras i varje område, och om skillnaden mot övriga %s minskar eller ökar. En serie slutar där definitionen eller områdets gräns har ändrats. Ett år utan uppgift hoppas inte över: tiden räknas i verkliga år. En utveckling beräknas från minst %d år.",
		En: "Here %s are followed over all years that can be compared: how fast the value changes in each district, and whether its difference from the rest of %s shrinks or grows. A series ends where the definition or the boundary of the district has changed. A year without a figure is not skipped: time is counted in real years. A trend takes at least %d years.",
	}
	wCourseNothing = lang.Text{
		Sv: "Inget mått har så många som %d år som går att jämföra, så ingen utveckling beräknas.",
		En: "No measure has as many as %d years that can be compared, so no trend is computed.",
	}
	wCourseSure = lang.Text{
		Sv: "En förändring kallas säker när dess %s-intervall inte rymmer noll. Då väntas ungefär en av tjugo områden utan förändring ändå se ut att ha en; ★ står vid dem som är säkra på nivån %s och som inte hänger på något enstaka år.",
		En: "A change is called clear when its %s interval does not include zero. About one in twenty districts without a change can then still be expected to look as if they had one; ★ marks those that are clear at the %s level and do not hang on any single year.",
	}
	wCourseRule = lang.Text{
		Sv: "Fingertips regel är den som används för engelska folkhälsodata: de fem senaste åren utan lucka, på nivån 99,8 procent, och inget enstaka år får avgöra. Den är försiktig. Bland områden med 1 500 personer, där andelen är 15 procent och oddsen ökar med 5 procent om året, ser den ökningen i 18 fall av 100; prövningen här ser den i 51.",
		En: "Fingertips' rule is that of English public health data: the last five years without a gap, at the 99.8 per cent level, and no single year may decide. It is cautious. Among districts of 1,500 persons whose share is 15 per cent and whose odds rise by 5 per cent a year it sees the rise in 18 cases of 100; the test here sees it in 51.",
	}
	wCourseGap = lang.Text{
		Sv: "Skillnaden mot övriga staden mäts på två sätt: som skillnad och som kvot. De kan peka åt olika håll. När en låg andel dubblas både i ett område och i resten av staden är kvoten densamma men skillnaden dubbelt så stor. Områdets egna invånare räknas inte in i övriga staden.",
		En: "The difference from the rest of the city is measured in two ways: as a difference and as a ratio. They may point different ways. When a low share doubles both in a district and in the rest of the city the ratio stays the same but the difference is twice as large. The district's own residents do not count in the rest of the city.",
	}
	wCourseParity = lang.Text{
		Sv: "År till samma nivå säger när skillnaden skulle vara borta om den fortsatte att minska lika fort. Det är ingen prognos. Ett tal ges bara när skillnaden minskar säkert, för områden som ligger sämre till än övriga staden, och högst %s år framåt.",
		En: "Years to the same level says when the difference would be gone if it went on shrinking as fast. It is no forecast. A number is given only where the difference clearly shrinks, for districts that fare worse than the rest of the city, and at most %s years ahead.",
	}
	wCourseNone = lang.Text{Sv: "Mått som har för få jämförbara år i alla områden:", En: "Measures with too few comparable years in every district:"}
	wCourseMore = lang.Text{Sv: "Utvecklingen för grupper, och skillnaden mot övriga staden för varje år, finns i datafilerna.", En: "Trends of groups, and the difference from the rest of the city in each year, are in the data files."}

	wCourseOf      = lang.Text{Sv: "Förändring per år: %s", En: "Change a year: %s"}
	wYearsOf       = lang.Text{Sv: "År", En: "Years"}
	wYearly        = lang.Text{Sv: "Förändring per år", En: "Change a year"}
	wYearlyPercent = lang.Text{Sv: "Procent per år", En: "Per cent a year"}
	wCourseVerdict = lang.Text{Sv: "Säker förändring", En: "Clear change"}
	wRuleVerdict   = lang.Text{Sv: "Fingertips regel", En: "Fingertips' rule"}
	wRuleLacks     = lang.Text{Sv: "Fingertips regel: %s", En: "Fingertips' rule: %s"}
	wScattered     = lang.Text{
		Sv: "Källan anger varken antal eller intervall. Intervallet bygger i stället på hur mycket värdena avviker från en rak linje.",
		En: "The source gives neither numbers nor intervals. The interval rests instead on how far the values lie from a straight line.",
	}
	wMissingAll   = lang.Text{Sv: "I alla serier saknas något år.", En: "Some year is missing in all series."}
	wMissingYears = lang.Text{Sv: "År utan uppgift finns i serien för: %s.", En: "There are years without a figure in the series of: %s."}

	wGapOf       = lang.Text{Sv: "Skillnaden mot övriga %s över åren: %s", En: "The difference from the rest of %s over the years: %s"}
	wGapFirst    = lang.Text{Sv: "Skillnad första året", En: "Difference in the first year"}
	wGapLast     = lang.Text{Sv: "Skillnad sista året", En: "Difference in the last year"}
	wGapMovement = lang.Text{Sv: "Skillnaden", En: "The difference"}
	wRatioFirst  = lang.Text{Sv: "Kvot första året", En: "Ratio in the first year"}
	wRatioLast   = lang.Text{Sv: "Kvot sista året", En: "Ratio in the last year"}
	wRatioChange = lang.Text{Sv: "Kvotens förändring, procent per år", En: "Change of the ratio, per cent a year"}
	wRatioMove   = lang.Text{Sv: "Avståndet i kvot", En: "The distance as a ratio"}
	wParity      = lang.Text{Sv: "År till samma nivå", En: "Years to the same level"}
	wParityOpen  = lang.Text{Sv: "%s (%s till mer än %s)", En: "%s (%s to more than %s)"}
	wParityIs    = lang.Text{Sv: "%s (%s)", En: "%s (%s)"}
	wOnTheLine   = lang.Text{Sv: "Värdena för första och sista året är avlästa på den räta linjen genom alla år, inte de två årens egna.", En: "The values of the first and the last year are read on the straight line through all years, not those of the two years alone."}
	wDisagree    = lang.Text{Sv: "Skillnaden och kvoten pekar åt olika håll för: %s.", En: "The difference and the ratio point different ways for: %s."}

	wSpreadCourse     = lang.Text{Sv: "Glider områdena isär?", En: "Are the districts drifting apart?"}
	wSpreadCourseLead = lang.Text{
		Sv: "Spridningen är områdenas genomsnittliga avstånd från medelvärdet, vägt efter antalet personer. Här följs den över alla år som samma områden har värden.",
		En: "The spread is the mean distance of the districts from their mean, weighted by the number of persons. Here it is followed over all years in which the same districts have values.",
	}
	wSpreadCourseOf = lang.Text{Sv: "Spridningen mellan områdena över åren", En: "The spread between districts over the years"}
	wSpreadFirst    = lang.Text{Sv: "Spridning första året", En: "Spread in the first year"}
	wSpreadLast     = lang.Text{Sv: "Spridning sista året", En: "Spread in the last year"}
	wSpreadMove     = lang.Text{Sv: "Spridningen", En: "The spread"}

	wTurns     = lang.Text{Sv: "Vändpunkter", En: "Turning points"}
	wTurnsLead = lang.Text{
		Sv: "Serier där två räta linjer som möts passar säkert bättre än en. %d serier med minst %d år har prövats. Också om ingen av dem hade någon vändpunkt skulle ungefär %d ändå se ut att ha en, så läs tabellen som en lista att titta närmare på.",
		En: "Series that two straight lines which meet fit clearly better than one. %d series of at least %d years have been tested. Even if none of them had a turning point about %d would look as if they had, so read the table as a list to look more closely at.",
	}
	wTurnYear   = lang.Text{Sv: "Vändpunkt", En: "Turning point"}
	wTurnBefore = lang.Text{Sv: "Förändring per år före", En: "Change a year before"}
	wTurnAfter  = lang.Text{Sv: "Förändring per år efter", En: "Change a year after"}
	wPValue     = lang.Text{Sv: "p-värde", En: "p-value"}

	wMobility     = lang.Text{Sv: "Byter områdena plats?", En: "Do districts change places?"}
	wMobilityLead = lang.Text{
		Sv: "Rangkorrelationen är 1 när alla områden har kvar sin plats i ordningen och omkring 0 när den första ordningen inte säger något om den sista. Områden som ligger nära varandra byter lätt plats av slump. Därför står bredvid vad slumpen ensam skulle ge om inget område egentligen bytte plats. Bara när det uppmätta är säkert lägre än så har områdena bytt plats, och ett av tjugo mått väntas se ut så utan att det har hänt.",
		En: "The rank correlation is 1 when all districts keep their place in the order and about 0 when the first order says nothing of the last. Districts that lie close to one another easily change places by chance. What chance alone would give if no district really changed places therefore stands beside it. Only where what was measured is clearly lower have districts changed places, and one measure in twenty can be expected to look so without it.",
	}
	wMobilityOf    = lang.Text{Sv: "Områdenas ordning på varje mått, första och sista året", En: "The order of the districts on each measure, first and last year"}
	wDistrictsN    = lang.Text{Sv: "Antal områden", En: "Districts"}
	wRankCorr      = lang.Text{Sv: "Rangkorrelation", En: "Rank correlation"}
	wRankChance    = lang.Text{Sv: "Av slumpen ensam", En: "By chance alone"}
	wRankLow       = lang.Text{Sv: "En på tjugo under", En: "One in twenty below"}
	wPrais         = lang.Text{Sv: "Rörlighet mellan klasser", En: "Mobility between classes"}
	wPraisChance   = lang.Text{Sv: "Rörlighet av slumpen ensam", En: "Mobility by chance alone"}
	wMobileVerdict = lang.Text{Sv: "Har områdena bytt plats?", En: "Have districts changed places?"}
	wMobile        = lang.Text{Sv: "ja, säkert", En: "yes, clearly"}
	wNotMobile     = lang.Text{Sv: "går inte att skilja från slump", En: "cannot be told from chance"}
	wMoved         = lang.Text{Sv: "%s: säkert ändrad plats för %s.", En: "%s: clearly changed place of %s."}
	wMove          = lang.Text{Sv: "%s (från %s till %s)", En: "%s (from %s to %s)"}
	wAlike         = lang.Text{Sv: "Mått där slumpen förklarar all skillnad mellan områdena ett av åren, så att platserna betyder lite: %s.", En: "Measures on which chance explains all differences between districts in one of the years, so that places mean little: %s."}
	wPraisIs       = lang.Text{Sv: "Rörligheten mellan klasser är Prais och Shorrocks index: 0 när inget område har bytt klass, 1 när den sista klassen inte beror av den första. Klasserna är tre till fem, lika stora.", En: "Mobility between classes is the index of Prais and Shorrocks: 0 when no district has changed class, 1 when the last class does not depend on the first. There are three to five classes of equal size."}

	cBetter   = lang.Text{Sv: "Säkert bättre över åren: %s.", En: "Clearly better over the years: %s."}
	cWorse    = lang.Text{Sv: "Säkert sämre över åren: %s.", En: "Clearly worse over the years: %s."}
	cHigher   = lang.Text{Sv: "Ökar säkert: %s.", En: "Clearly rising: %s."}
	cLower    = lang.Text{Sv: "Minskar säkert: %s.", En: "Clearly falling: %s."}
	cNone     = lang.Text{Sv: "Inget område har en säker förändring.", En: "No district has a clear change."}
	cClosing  = lang.Text{Sv: "Skillnaden mot övriga %s minskar säkert: %s.", En: "The difference from the rest of %s clearly shrinks: %s."}
	cWidening = lang.Text{Sv: "Skillnaden mot övriga %s ökar säkert: %s.", En: "The difference from the rest of %s clearly grows: %s."}

	pClosing  = lang.Text{Sv: "Skillnaden mot övriga %s minskar säkert över åren: %s.", En: "The difference from the rest of %s clearly shrinks over the years: %s."}
	pWidening = lang.Text{Sv: "Skillnaden mot övriga %s ökar säkert över åren: %s.", En: "The difference from the rest of %s clearly grows over the years: %s."}

	fTrendBetter = lang.Text{Sv: "I %s har det blivit säkert bättre år för år %s: %s om året (%s).", En: "Things have clearly become better year by year in %s over %s: %s a year (%s)."}
	fTrendWorse  = lang.Text{Sv: "I %s har det blivit säkert sämre år för år %s: %s om året (%s).", En: "Things have clearly become worse year by year in %s over %s: %s a year (%s)."}
	fGapCloses   = lang.Text{Sv: "Skillnaden mellan %s och övriga %s har säkert minskat %s, från %s till %s på linjen genom alla år.", En: "The difference between %s and the rest of %s has clearly shrunk over %s, from %s to %s on the line through all years."}
	fGapWidens   = lang.Text{Sv: "Skillnaden mellan %s och övriga %s har säkert ökat %s, från %s till %s på linjen genom alla år.", En: "The difference between %s and the rest of %s has clearly grown over %s, from %s to %s on the line through all years."}
	fRatioNot    = lang.Text{Sv: "Kvoten pekar åt andra hållet.", En: "The ratio points the other way."}

	mCourse = lang.Text{Sv: "Utveckling över tid", En: "Development over time"}
	mTrend  = lang.Text{
		Sv: "Andelar följs med logistisk regression och tal med Poissonregression på året (McCullagh och Nelder 1989). Varierar åren mer kring linjen än slumpen i antalen ger, vidgas intervallet med roten ur överspridningen, aldrig under 1. Förändringen per år är den från första till sista året på linjen. Värden med källans intervall följs med vägda minsta kvadrat där studien anger intervallets nivå; värden utan intervall med minsta kvadrat och Students fördelning. Belopp följs i de priser som källan anger; är de löpande ingår prisernas utveckling i förändringen. Åren räknas som oberoende stickprov. Är de flesta personer desamma från år till år är intervallen för breda, så att det som kallas säkert är det. Med fem år och kraftig överspridning är intervallen något för smala: de täcker då 91 procent i stället för 95. På den stränga nivån används därför områdenas gemensamma överspridning, medianen, där den är större än områdets egen. Fingertips regel följer deras tekniska vägledning.",
		En: "Shares are followed by logistic regression and rates by Poisson regression on the year (McCullagh and Nelder 1989). Where years vary more about the line than chance in the counts gives, the interval widens by the root of the overdispersion, never below 1. The change a year is that from the first to the last year on the line. Values with an interval of the source are followed by weighted least squares where the study states the level of the interval; values without an interval by least squares and Student's distribution. Amounts are followed in the prices that the source states; where these are current, the change includes that of prices. Years count as independent samples. Where most persons are the same from year to year, intervals are too wide, so that what is called clear is so. With five years and strong overdispersion intervals are somewhat too narrow: they then cover 91 per cent instead of 95. At the strict level the overdispersion that the districts have in common, the median, is therefore used where it is larger than the district's own. Fingertips' rule follows their technical guidance.",
	}
	mTurn = lang.Text{
		Sv: "En vändpunkt söks bland åren, med minst två år på var sida, och prövas med %s permutationer av de standardiserade avvikelserna från en rät linje (Kim, Fay, Feuer och Midthune 2000).",
		En: "A turning point is looked for among the years, with at least two years on either side, and tested by %s permutations of the standardised residuals about one straight line (Kim, Fay, Feuer and Midthune 2000).",
	}
	mGap = lang.Text{
		Sv: "Skillnaden och kvoten mot övriga staden följs med vägda minsta kvadrat genom åren, kvoten på logaritmskala. Området och resten av staden räknas som oberoende stickprov. Det som rör båda lika mycket, som en konjunktur, syns inte i skillnaden och gör den inte osäkrare. Spridningen mellan områdena följs på samma sätt, med osäkerheten i varje års värde framräknad genom att antalen dras på nytt. År till samma nivå är linjens höjd genom dess lutning, med Fiellers intervall (1954).",
		En: "The difference and the ratio to the rest of the city are followed by weighted least squares over the years, the ratio on the scale of logarithms. The district and the rest of the city count as independent samples. What moves both alike, as a business cycle does, is not in the difference and does not make it less certain. The spread between districts is followed in the same way, the uncertainty of each year's value found by drawing the counts anew. Years to the same level is the height of the line over its slope, with Fieller's interval (1954).",
	}
	mMobility = lang.Text{
		Sv: "Vad slumpen ensam gör med ordningen räknas fram genom att antalen dras på nytt %s gånger för områden som har samma plats båda åren, utspridda så mycket som återstår när slumpens del är borttagen (begränsad empirisk Bayes: Louis 1984).",
		En: "What chance alone does to the order is found by drawing the counts anew %s times for districts that have the same place in both years, spread as far as is left when the part of chance is taken off (constrained empirical Bayes: Louis 1984).",
	}
)

// courseWords are verdicts on a change over years.
var courseWords = map[analysis.Verdict]lang.Text{
	analysis.NotCompared:       {Sv: "kan inte prövas", En: "cannot be tested"},
	analysis.NoClearDifference: {Sv: "ingen säker förändring", En: "no clear change"},
	analysis.Better:            {Sv: "blir bättre", En: "becomes better"},
	analysis.Worse:             {Sv: "blir sämre", En: "becomes worse"},
	analysis.Higher:            {Sv: "ökar", En: "rises"},
	analysis.Lower:             {Sv: "minskar", En: "falls"},
}

// movementWords say how a gap moves.
var movementWords = map[trend.Movement]lang.Text{
	trend.Unclear:  {Sv: "ingen säker förändring", En: "no clear change"},
	trend.Closing:  {Sv: "minskar", En: "shrinks"},
	trend.Widening: {Sv: "ökar", En: "grows"},
	trend.Turned:   {Sv: "har vänt", En: "has turned"},
}

// parityWords say in a cell why there is no number of years.
var parityWords = map[analysis.Reason]lang.Text{
	analysis.NotClosing: {Sv: "minskar inte säkert", En: "does not clearly shrink"},
	analysis.NoGap:      {Sv: "redan utjämnad", En: "gone already"},
	analysis.TooFar:     {Sv: "mer än %s", En: "more than %s"},
}
