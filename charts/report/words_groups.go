package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Words of gaps between groups and of what a change or a gap consists of.
var (
	wBetweenGroups = lang.Text{Sv: "Mellan grupper", En: "Between groups"}
	wGap           = lang.Text{
		Sv: "I hela %s har gruppen %s värdet %s och gruppen %s %s (%s). Skillnaden är %s (%s).",
		En: "In all of %s the group %s has the value %s and the group %s %s (%s). The difference is %s (%s).",
	}
	wNoGap     = lang.Text{Sv: "Skillnaden mellan grupperna %s och %s kan inte anges: %s.", En: "The difference between the groups %s and %s cannot be given: %s."}
	wGapUnsure = lang.Text{Sv: "Den är så liten att den kan vara slump.", En: "It is so small that it may be chance."}
	wGapEnds   = lang.Text{
		Sv: "Av områdena är den uppmätta skillnaden störst i %s (%s) och minst i %s (%s).",
		En: "Of the districts, the measured difference is largest in %s (%s) and smallest in %s (%s).",
	}
	wGapsDiffer = lang.Text{Sv: "Att den är olika stor i olika områden är mer än slump.", En: "That it differs between districts is more than chance."}
	wGapsAlike  = lang.Text{Sv: "Men så olika kan den bli i områdena av slump.", En: "But chance alone can make it differ as much between districts."}
	wGapApart   = map[analysis.GapVerdict]lang.Text{
		analysis.GapWider:    {Sv: "I %s är skillnaden säkert större än i övriga %s.", En: "In %s the difference is clearly larger than in the rest of %s."},
		analysis.GapNarrower: {Sv: "I %s är skillnaden säkert mindre än i övriga %s.", En: "In %s the difference is clearly smaller than in the rest of %s."},
		analysis.GapTurned:   {Sv: "I %s går skillnaden säkert åt andra hållet än i övriga %s.", En: "In %s the difference clearly goes the other way than in the rest of %s."},
		analysis.GapOther:    {Sv: "I %s är skillnaden säkert en annan än i övriga %s, men det är inte säkert att den går åt andra hållet.", En: "In %s the difference is clearly another than in the rest of %s, but not clearly the other way."},
	}
	wApart = map[analysis.GapVerdict]lang.Text{
		analysis.GapNotCompared: {Sv: "Jämförs inte", En: "Not compared"},
		analysis.GapAlike:       {Sv: "Ingen säker skillnad", En: "No clear difference"},
		analysis.GapWider:       {Sv: "Säkert större skillnad", En: "Clearly larger difference"},
		analysis.GapNarrower:    {Sv: "Säkert mindre skillnad", En: "Clearly smaller difference"},
		analysis.GapTurned:      {Sv: "Säkert åt andra hållet", En: "Clearly the other way"},
		analysis.GapOther:       {Sv: "Säkert en annan skillnad", En: "Clearly another difference"},
	}
	wGapCaption = lang.Text{Sv: "%s: %s jämfört med %s, %s", En: "%s: %s compared with %s, %s"}
	wGapHead    = lang.Text{Sv: "Skillnad", En: "Difference"}
	wGapRest    = lang.Text{Sv: "Skillnad i övriga %s", En: "Difference in the rest of %s"}
	wGapAgainst = lang.Text{Sv: "Så mycket skiljer de två skillnaderna", En: "How far the two differences differ"}
	wDifferNote = lang.Text{
		Sv: "Prov av att skillnaden är lika stor i alla områden (Cochrans Q): %s med %d frihetsgrader, %s.",
		En: "Test that the difference is the same in all districts (Cochran's Q): %s with %d degrees of freedom, %s.",
	}
	wReferenceNote = lang.Text{
		Sv: "Studien anger inte vilken grupp de andra ska jämföras med. Därför har gruppen %s valts, som är störst.",
		En: "The study does not say which group the others are compared with. The group %s was taken, which is the largest.",
	}
	wReferenceIs = lang.Text{Sv: "Mått mot en referens jämför med gruppen %s.", En: "Measures from a reference compare with the group %s."}

	wGroupMeasures = lang.Text{
		Sv: "Med %d grupper efter %s i hela %s går det också att sammanfatta alla skillnader i ett tal.",
		En: "With %d groups by %s in all of %s, all differences can also be summed up in one number.",
	}
	wGroupOrder      = lang.Text{Sv: "Grupperna är ordnade från %s till %s.", En: "The groups are ordered from %s to %s."}
	wGroupMeasuresOf = lang.Text{Sv: "%s: skillnader mellan grupper efter %s, %s", En: "%s: differences between groups by %s, %s"}
	wWeighing        = map[bool]lang.Text{
		true:  {Sv: "varje person väger lika", En: "every person counts alike"},
		false: {Sv: "varje grupp väger lika", En: "every group counts alike"},
	}

	wGroupLimits = lang.Text{
		Sv: "Skillnad, kvot och mått med en formel har intervall från den. För de andra drogs antalen på nytt %s gånger (grundläggande bootstrap). Utom i de brusrensade måtten räknas slump som skillnad.",
		En: "The difference, the ratio and measures with a formula have intervals from it. For the others the counts were drawn anew %s times (basic bootstrap). Except in noise-corrected measures, chance counts as difference.",
	}

	wGroup            = lang.Text{Sv: "Grupp", En: "Group"}
	wOthers           = lang.Text{Sv: "Alla andra", En: "Everyone else"}
	wAgainstOthers    = lang.Text{Sv: "Jämfört med alla andra", En: "Compared with everyone else"}
	wCellsOf          = lang.Text{Sv: "%s efter %s tillsammans, %s", En: "%s by %s together, %s"}
	wInteractionOver  = lang.Text{Sv: "Gruppen %s har ett högre värde än vad %s var för sig skulle ge tillsammans: %s högre (%s).", En: "The group %s has a higher value than %s would add up to: %s higher (%s)."}
	wInteractionUnder = lang.Text{Sv: "Gruppen %s har ett lägre värde än vad %s var för sig skulle ge tillsammans: %s lägre (%s).", En: "The group %s has a lower value than %s would add up to: %s lower (%s)."}
	wInteractionNone  = lang.Text{Sv: "Gruppen %s har ungefär det värde som %s var för sig skulle ge tillsammans: det skiljer %s (%s), och det kan vara slump.", En: "The group %s has about the value that %s would add up to: it differs by %s (%s), which may be chance."}
	wInteractionRow   = lang.Text{Sv: "Utöver summan: %s", En: "Beyond the sum: %s"}
	wInteractionNote  = lang.Text{Sv: "Utöver summan: hur långt gruppen ligger från vad indelningarna var för sig skulle ge, räknat från %s.", En: "Beyond the sum: how far the group is from what each division alone would give, seen from %s."}
	wAloneIs          = lang.Text{Sv: "%s ensam %s", En: "%s alone %s"}
	wAlonePart        = lang.Text{Sv: "Följer %s ensam", En: "Goes with %s alone"}
	wVarianceIs       = lang.Text{Sv: "Av det som skiljer grupperna åt, utan slump, följer %s. Det som inte går att lägga ihop av indelningarna är %s.", En: "Of what sets the groups apart, without chance, goes with %s. What does not add up from the divisions is %s."}
	wVarianceOf       = lang.Text{Sv: "%s: vad som skiljer grupperna åt, efter %s, %s", En: "%s: what sets the groups apart, by %s, %s"}
	wVarianceNote     = lang.Text{Sv: "Andel av variansen mellan grupperna, vägd med antalet personer, sedan det som slumpen ger i genomsnitt har räknats bort. Delarna för en indelning ensam behöver inte summera till delen för alla tillsammans.", En: "Share of the variance between the groups, weighted by persons, after what chance gives on average has been taken off. The parts of one division alone need not sum to that of all together."}
	wPartHead         = lang.Text{Sv: "Del", En: "Part"}
	wShareHead        = lang.Text{Sv: "Andel", En: "Share"}
	wVarianceParts    = map[string]lang.Text{
		"additive":    {Sv: "Summan av indelningarna", En: "Sum of the divisions"},
		"interaction": {Sv: "Utöver summan", En: "Beyond the sum"},
	}

	wAreaPartsOf    = lang.Text{Sv: "%s: hur mycket som skiljer mellan områden och inom dem", En: "%s: how much differs between districts and within them"}
	wDividedBy      = lang.Text{Sv: "Indelning", En: "Division"}
	wMeasureBy      = lang.Text{Sv: "Räknat med", En: "Measured by"}
	wBetweenAreas   = lang.Text{Sv: "Mellan områden", En: "Between districts"}
	wNestedMeasures = map[string]lang.Text{
		"variance": {Sv: "varians", En: "variance"}, "theil-t": {Sv: "Theils index", En: "Theil index"}, "mld": {Sv: "genomsnittlig logaritmisk avvikelse", En: "mean log deviation"},
	}
	wAreaParts = lang.Text{
		Sv: "Av det som skiljer mellan grupper i olika områden ligger en del mellan områdena: %s. Resten ligger mellan grupper i samma område.",
		En: "Of what differs between groups of different districts, a part lies between the districts: %s. The rest lies between groups of the same district.",
	}
	wAreaPart     = lang.Text{Sv: "%s för grupper efter %s", En: "%s for groups by %s"}
	wAreaPartNote = lang.Text{Sv: "Det som slumpen ger i genomsnitt är borträknat. Resten upp till 100 procent ligger mellan grupper i samma område.", En: "What chance gives on average is taken off. The rest up to 100 per cent lies between groups of the same district."}

	wDivided          = lang.Text{Sv: "Värden och sammansättning", En: "Values and composition"}
	wByDistrict       = lang.Text{Sv: "område", En: "district"}
	wChangeTotal      = lang.Text{Sv: "Sedan %s har värdet i %s ändrats med %s.", En: "Since %s the value in %s has changed by %s."}
	wChangeByDistrict = lang.Text{
		Sv: "Räknat efter område hör %s till att värdena inom områdena är andra och %s till att folkmängden fördelar sig på ett annat sätt mellan dem.",
		En: "By district, %s goes with other values within districts and %s with people being distributed otherwise between them.",
	}
	wChangeByGroup = lang.Text{
		Sv: "Räknat efter %s hör %s till att värdena inom grupperna är andra och %s till att grupperna är en större eller mindre del av folkmängden än då.",
		En: "By %s, %s goes with other values within the groups and %s with the groups being a larger or smaller part of the population than then.",
	}
	wChangeHead      = lang.Text{Sv: "Ändring", En: "Change"}
	wOfValues        = lang.Text{Sv: "Andra värden", En: "Other values"}
	wOfMix           = lang.Text{Sv: "Annan sammansättning", En: "Other composition"}
	wDimPart         = lang.Text{Sv: "därav %s", En: "of which %s"}
	wChangePartsOf   = lang.Text{Sv: "%s: vad ändringen i %s består av", En: "%s: what the change in %s consists of"}
	wChangePartsNote = lang.Text{Sv: "Delarna är en räkning, inte en förklaring: de säger vad som är annorlunda, inte varför.", En: "The parts are arithmetic, not an explanation: they say what is different, not why."}
	wGapPartsOf      = lang.Text{Sv: "%s: vad områdenas skillnad mot övriga %s består av, %s", En: "%s: what the districts' difference from the rest of %s consists of, %s"}
	wGapPartsNote    = lang.Text{Sv: "Andra värden: samma grupper har andra värden i området. Annan sammansättning: grupperna är olika stora i området och i övriga staden. Delarna säger inte varför.", En: "Other values: the same groups have other values in the district. Other composition: the groups are of other sizes in the district than in the rest of the city. The parts do not say why."}
	wRoughParts      = lang.Text{Sv: "En del av värdena bakom är ungefärliga.", En: "Some of the values behind are approximate."}
	wSeriesOf        = lang.Text{Sv: "%s i %s: som det är, och om bara det ena hade ändrats, efter %s", En: "%s in %s: as it is, and had only the one changed, by %s"}
	wSameMix         = lang.Text{Sv: "Med samma fördelning av invånarna mellan områdena", En: "With the same distribution of people between districts"}
	wSameRates       = lang.Text{Sv: "Med samma värden inom områdena", En: "With the same values within districts"}
	wSameGroups      = lang.Text{Sv: "Med samma fördelning av invånarna mellan grupperna", En: "With the same distribution of people between the groups"}
	wSameGroupRates  = lang.Text{Sv: "Med samma värden inom grupperna", En: "With the same values within the groups"}
	wSeriesNote      = lang.Text{Sv: "Stegen mellan två perioder i de två kolumnerna är tillsammans steget i värdet.", En: "The steps between two periods in the two columns together are the step of the value."}

	fGapDiffers = lang.Text{
		Sv: "I %s skiljer det mellan %s och %s %s, i övriga %s %s. %s",
		En: "In %s the difference between %s and %s is %s, in the rest of %s %s. %s",
	}
	fGapApart = map[analysis.GapVerdict]lang.Text{
		analysis.GapWider:    {Sv: "Skillnaden är säkert större där.", En: "The difference is clearly larger there."},
		analysis.GapNarrower: {Sv: "Skillnaden är säkert mindre där.", En: "The difference is clearly smaller there."},
		analysis.GapTurned:   {Sv: "Den går säkert åt andra hållet där.", En: "It clearly goes the other way there."},
		analysis.GapOther:    {Sv: "Skillnaden är säkert en annan där.", En: "The difference is clearly another there."},
	}

	// method
	mGroups = []lang.Text{
		{
			Sv: "Grupper som jämförs har inga personer gemensamt. Skillnader och kvoter mellan dem har samma slags intervall som andra jämförelser. Om skillnaden i ett område är en annan än i övriga staden prövas med skillnaden mellan de två skillnaderna, vars intervall bygger på intervallen för var och en (MOVER: Zou och Donner 2008). Är skillnaden olika stor i olika områden prövas med Cochrans Q (1954), som förutsätter att varje områdes skillnad är ungefär normalfördelad.",
			En: "Groups that are compared share no persons. Differences and ratios between them have the same kind of interval as other comparisons. Whether the difference in a district is another than in the rest of the city is tested by the difference of the two differences, whose interval rests on those of each (MOVER: Zou and Donner 2008). Whether it differs between districts is tested by Cochran's Q (1954), which takes the difference of each district to be about normal.",
		},
		{
			Sv: "Grupper efter flera indelningar jämförs med alla andra. Variansen mellan dem delas med vägda minsta kvadrater i vad varje indelning har ensam, vad alla har tillsammans och vad som är utöver summan. Det som slumpen ger i genomsnitt räknas bort exakt. Det liknar en flernivåmodell (MAIHDA: Evans m.fl. 2018) men gäller just dessa grupper, vägda med antalet personer. Intervallen är från en parametrisk bootstrap kring värden som har dragits samman så mycket som slumpen har spritt dem.",
			En: "Groups by several divisions are compared with everyone else. The variance between them is divided by weighted least squares into what each division has alone, what all have together and what is beyond the sum. What chance gives on average is taken off exactly. It is like a multilevel model (MAIHDA: Evans et al. 2018) but is about these very groups, weighted by persons. Intervals are from a parametric bootstrap about values drawn together by as much as chance has spread them.",
		},
		{
			Sv: "En ändring eller en skillnad delas i värden och sammansättning enligt Kitagawa (1955), flera indelningar och perioder enligt Das Gupta (1993). Det som de två har gemensamt delas lika. Antalet personer räknas som känt och har ingen slump. En ändring gäller till stor del samma personer, så slumpen räknas i sammansättningens del fullt ut vid båda tillfällena. Perioder före ett brott eller en ändrad områdesgräns tas inte med.",
			En: "A change or a gap is divided into values and composition as by Kitagawa (1955), several divisions and periods as by Das Gupta (1993). What the two have in common is halved. Numbers of persons are taken as known and without chance. A change is about the same persons in large part, so chance counts in full at both times in the part of composition. Periods before a break or a changed boundary are left out.",
		},
	}
)
