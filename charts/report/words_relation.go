package report

import "github.com/jamlik/jamlik/indicators/lang"

// Words of the chapter about how measures go together.
var (
	wRelations     = lang.Text{Sv: "Samband mellan mått", En: "How measures go together"}
	wRelationsLead = lang.Text{
		Sv: "Här visas vilka mått som följs åt över områdena. En korrelation går från −1 till 1: nära 1 när områden som har höga värden på det ena måttet också har det på det andra, nära −1 när det är tvärtom och nära 0 när de inte följs åt.",
		En: "This shows which measures go together over the areas. A correlation runs from −1 to 1: it is near 1 when areas with high values of one measure have so of the other too, near −1 when it is the other way round, and near 0 when they do not go together.",
	}
	wEcological = lang.Text{
		Sv: "Sambanden gäller områden, inte personer. Att två mått följs åt över områdena visar inte att samma personer har båda, och inte att det ena beror på det andra.",
		En: "The relations are about areas, not persons. That two measures go together over areas does not show that the same persons have both, nor that the one depends on the other.",
	}
	wPairsClear     = lang.Text{Sv: "%s av %s par av mått har ett säkert samband; av dem väntas högst %s vara falska fynd.", En: "%s of %s pairs of measures have a clear relation; of these at most %s are expected to be false discoveries."}
	wPairsStrongest = lang.Text{Sv: "Tabellen visar de %s starkaste. Alla finns i data/relations.csv.", En: "The table shows the %s strongest. All are in data/relations.csv."}
	wPairsShared    = lang.Text{Sv: "För %s par är det ena måttet vad det andra lämnar kvar. Där räknas inget samband.", En: "In %s pairs the one measure is what the other leaves. No relation is computed there."}
	wPairsWithheld  = lang.Text{Sv: "%s par visas inte, för att skydda enskilda.", En: "%s pairs are withheld to protect persons."}
	wPairsCap       = lang.Text{Sv: "Samband mellan mått över %s", En: "Relations of measures over %s"}
	wPairHead       = lang.Text{Sv: "Mått", En: "Measures"}
	wPairAreas      = lang.Text{Sv: "Områden", En: "Areas"}
	wEffectiveHead  = lang.Text{Sv: "Oberoende områden", En: "Independent areas"}

	wCorrelationHead = lang.Text{Sv: "Korrelation", En: "Correlation"}
	wWeightedHead    = lang.Text{Sv: "Vägd med folkmängd", En: "Weighted by population"}
	wNoChanceHead    = lang.Text{Sv: "Utan slump i värdena", En: "Without chance in the values"}
	wQHead           = lang.Text{Sv: "q", En: "q"}
	wPHead           = lang.Text{Sv: "p", En: "p"}
	wAnd             = lang.Text{Sv: "och", En: "and"}
	wSameTable       = lang.Text{Sv: "* Måtten kommer ur samma tabell eller gäller samma personer, så en del av sambandet kan ligga i hur de räknas.", En: "* The measures come from one table or are of the same persons, so some of the relation may lie in how they are made."}
	wEffectiveNote   = lang.Text{
		Sv: "Grannar liknar varandra och säger delvis samma sak. Oberoende områden är hur många områden utan sådan likhet som de motsvarar (Dutilleul 1993); intervall och q räknas med det antalet.",
		En: "Neighbours are alike and tell the same thing in part. Independent areas are how many areas without such likeness they are worth (Dutilleul 1993); intervals and q are computed with that number.",
	}
	wNoPlaces     = lang.Text{Sv: "Var områdena ligger är inte med i räkningen. Liknar grannar varandra är sambanden osäkrare än intervallen visar.", En: "Where the areas lie is not taken into account. Where neighbours are alike the relations are less certain than the intervals show."}
	wQNote        = lang.Text{Sv: "q är sannolikheten för ett så starkt samband av slump, omräknad för att många par prövas.", En: "q is the probability of as strong a relation by chance, adjusted for the many pairs that are tested."}
	wNoChanceNote = lang.Text{Sv: "Slump i små områdens värden drar korrelationer mot noll. Kolumnen utan slump är rättad för det, där antalen bakom värdena är kända.", En: "Chance in the values of small areas draws correlations towards zero. The column without chance is corrected for that, where the counts behind the values are known."}

	wWorstTitle = lang.Text{Sv: "Sämst eller bäst på flera mått samtidigt", En: "Worst or best by several measures at once"}
	wWorstLead  = lang.Text{
		Sv: "För varje mått räknas vilka områden som hör till de %s som har sämst värden, och vilka som hör till de som har bäst. Det jämförs med vad slumpen skulle ge om måtten inte hade med varandra att göra.",
		En: "For each measure it is counted which areas are among the %s with the worst values, and which among those with the best. That is compared with what chance would give if the measures had nothing to do with one another.",
	}
	wWorstNot      = lang.Text{Sv: "Vilka områden som är sämst på flera mått är inte räknat: %s.", En: "Which areas are the worst by several measures is not computed: %s."}
	wWorstWithheld = lang.Text{Sv: "Mått som inte är med, för att skydda enskilda: %s.", En: "Measures left out to protect persons: %s."}
	wWorstSeveral  = lang.Text{Sv: "%s hör till de sämsta på minst %s av %s mått. Slumpen skulle ge %s i medeltal (%s).", En: "%s are among the worst by at least %s of %s measures. Chance would give %s in the mean (%s)."}
	wBestSeveral   = lang.Text{Sv: "%s hör till de bästa på minst %s av %s mått. Slumpen skulle ge %s i medeltal (%s).", En: "%s are among the best by at least %s of %s measures. Chance would give %s in the mean (%s)."}
	wWorstCap      = lang.Text{Sv: "Områden bland de %s som har sämst värden, %s", En: "Areas among the %s with the worst values, %s"}
	wBestCap       = lang.Text{Sv: "Områden bland de %s som har bäst värden, %s", En: "Areas among the %s with the best values, %s"}
	wCountHead     = lang.Text{Sv: "Antal mått", En: "Measures"}
	wOfHead        = lang.Text{Sv: "Av mått med uppgift", En: "Of measures with data"}
	wExpectedHead  = lang.Text{Sv: "Väntat av slump", En: "Expected by chance"}
	wByHead        = lang.Text{Sv: "Vilka", En: "Which"}
	wSmallestLead  = lang.Text{Sv: "Samma sak räknas för %s, där fler mått kan ha uppgift.", En: "The same is counted for %s, where more measures may have data."}
	wSmallestNote  = lang.Text{Sv: "Här står de områden som är med på säkert fler mått än slumpen skulle ge (q högst %s). Alla finns i data/disadvantage.csv.", En: "Areas that are among them by clearly more measures than chance would give are listed here (q at most %s). All are in data/disadvantage.csv."}
	wNoneOf        = lang.Text{Sv: "På inget mått: %s.", En: "By no measure: %s."}
	wIndependent   = lang.Text{
		Sv: "Mått som handlar om närliggande saker följs åt, så slumpen är en jämförelse och inget man väntar sig. q gäller om området är med på så många mått av slump, omräknat för antalet områden.",
		En: "Measures of like things go together, so that chance is a comparison and nothing to expect. q is about whether chance alone gives the area so many measures, adjusted for the number of areas.",
	}
	wAtLeastCap  = lang.Text{Sv: "Hur många områden som är sämst eller bäst på så många mått", En: "How many areas are worst or best by so many measures"}
	wAtLeastHead = lang.Text{Sv: "Minst så många mått", En: "At least so many measures"}
	wWorstOf     = lang.Text{Sv: "Bland de sämsta", En: "Among the worst"}
	wBestOf      = lang.Text{Sv: "Bland de bästa", En: "Among the best"}

	wAlikeTitle   = lang.Text{Sv: "Områden som liknar varandra", En: "Areas that are alike"}
	wAlikeNot     = lang.Text{Sv: "Områdena är inte delade i grupper: %s.", En: "The areas are not divided into groups: %s."}
	wAlikeLead    = lang.Text{Sv: "Här är områden med liknande värden på %s satta i samma grupp (Wards metod). Alla mått väger lika. Grupperna är ett sätt att läsa siffrorna, ingen indelning av staden.", En: "Areas with like values of %s are here put into one group (Ward's method). All measures weigh alike. The groups are a way to read the figures, not a division of the city."}
	wAlikeClear   = lang.Text{Sv: "Tydligast är %s grupper: hur väl områdena passar är i medeltal %s på en skala till 1, %s.", En: "Clearest are %s groups: how well the areas fit is %s in the mean on a scale to 1, %s."}
	wAlikeNone    = lang.Text{Sv: "och det betyder att grupperna inte är tydliga", En: "which means that the groups are not clear"}
	wAlikeWeak    = lang.Text{Sv: "och det betyder att gränserna mellan grupperna är svaga", En: "which means that the limits between groups are weak"}
	wAlikeFair    = lang.Text{Sv: "och det betyder att grupperna är någorlunda tydliga", En: "which means that the groups are fairly clear"}
	wAlikeShort   = lang.Text{Sv: "Mått som färre än %s av områdena har är inte med: %s.", En: "Measures that fewer than %s of the areas have are left out: %s."}
	wAlikeLacking = lang.Text{Sv: "Områden som saknar något av måtten är inte med: %s.", En: "Areas that lack one of the measures are left out: %s."}
	wAlikeCap     = lang.Text{Sv: "Gruppernas medelvärden", En: "Means of the groups"}
	wGroupHead    = lang.Text{Sv: "Grupp %s, %s", En: "Group %s, %s"}
	wAlikeNote    = lang.Text{Sv: "Standardavvikelser från områdenas medelvärde; plus är bättre och minus sämre.", En: "Standard deviations from the mean of the areas; plus is better and minus worse."}
	wMembersCap   = lang.Text{Sv: "Områdena i grupperna", En: "The areas of the groups"}
	wFitHead      = lang.Text{Sv: "Passar i gruppen", En: "Fits the group"}
	wFitNote      = lang.Text{Sv: "1 är helt, omkring 0 mitt emellan två grupper och under 0 bättre i en annan (silhuett, Rousseeuw 1987). De som står bredvid varandra är mest lika.", En: "1 is wholly, about 0 between two groups, and below 0 better in another (silhouette, Rousseeuw 1987). Those that stand side by side are most alike."}

	wSeveralMeasures = lang.Text{Sv: "Flera mått samtidigt", En: "Several measures at once"}
	fWorstBySeveral  = lang.Text{
		Sv: "%s hör till de %s av områdena som har sämst värden på %s av %s mått. Slumpen skulle ge %s om måtten inte hade med varandra att göra.",
		En: "%s is among the %s of the districts with the worst values by %s of %s measures. Chance would give %s if the measures had nothing to do with one another.",
	}
	fBestBySeveral = lang.Text{
		Sv: "%s hör till de %s av områdena som har bäst värden på %s av %s mått. Slumpen skulle ge %s om måtten inte hade med varandra att göra.",
		En: "%s is among the %s of the districts with the best values by %s of %s measures. Chance would give %s if the measures had nothing to do with one another.",
	}

	mRelation = lang.Text{
		Sv: "Korrelationer räknas över områden, vart och ett lika tungt om inget annat står. Intervallen är Fishers (1921), för rangkorrelationer Bonetts och Wrights (2000), och förutsätter ungefär normalfördelade värden. Med folkmängd som vikt räknas de med Kishs (1965) effektiva antal. Där läget är känt räknas antalet oberoende områden enligt Clifford, Richardson och Hémon (1989) och Dutilleul (1993). Prövningarna av alla par hålls till andelen falska fynd enligt Benjamini och Hochberg (1995). Hur områden är sämst på flera mått prövas mot oberoende: för ett område med Poissons binomialfördelning, för alla tillsammans med permutationer. Grupper: Ward (1963), antalet efter största silhuett.",
		En: "Correlations are over areas, each of one weight unless otherwise said. Intervals are those of Fisher (1921), of rank correlations those of Bonett and Wright (2000), and rest on values that are about normal. With the population as weight they use the effective number of Kish (1965). Where places are known the number of independent areas is that of Clifford, Richardson and Hémon (1989) and Dutilleul (1993). The tests of all pairs are held to the rate of false discoveries of Benjamini and Hochberg (1995). How areas are the worst by several measures is tested against independence: for one area by Poisson's binomial distribution, for all together by permutations. Groups: Ward (1963), their number by the largest silhouette.",
	}
)
