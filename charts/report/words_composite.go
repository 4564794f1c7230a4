package report

import "github.com/jamlik/jamlik/indicators/lang"

// Words of the chapter about composite indices.
var (
	wComposites     = lang.Text{Sv: "Sammanvägt index", En: "Composite index"}
	wCompositesLead = lang.Text{
		Sv: "Ett sammanvägt index lägger ihop flera mått till ett tal för varje område. Vad som ingår, och med vilken vikt, är ett val och inget som går att räkna fram. Därför står valen här, och vad de betyder för ordningen mellan områdena.",
		En: "A composite index puts several measures together into one number for each area. What goes in, and with what weight, is a choice and nothing that can be worked out. The choices are therefore stated here, and what they mean for the order of the areas.",
	}
	wNoComposite = lang.Text{Sv: "Indexet är inte beräknat: %s.", En: "The index is not computed: %s."}

	wOneScale = map[string]lang.Text{
		"z":           {Sv: "Varje mått räknas om till standardavvikelser från områdenas medelvärde, små och stora områden lika.", En: "Each measure is turned into standard deviations from the mean of the areas, small and large areas alike."},
		"rank":        {Sv: "Varje mått räknas om till områdenas ordning, från 0 till 100 i lika steg.", En: "Each measure is turned into the order of the areas, from 0 to 100 in equal steps."},
		"min-max":     {Sv: "Varje mått räknas om till en skala från 0 för det lägsta området till 100 för det högsta.", En: "Each measure is turned into a scale from 0 for the lowest area to 100 for the highest."},
		"exponential": {Sv: "Varje mått räknas om till områdenas ordning på en exponentiell skala upp till 100, som i de engelska indexen över deprivation, så att ett svårt läge i ett avseende inte uppvägs av ett bra i ett annat.", En: "Each measure is turned into the order of the areas on an exponential scale up to 100, as in the English indices of deprivation, so that being badly off in one respect is not made up for by being well off in another."},
	}
	wCombined = map[string]lang.Text{
		"arithmetic": {Sv: "Indexet är det vägda medelvärdet.", En: "The index is the weighted mean."},
		"geometric":  {Sv: "Indexet är det vägda geometriska medelvärdet.", En: "The index is the weighted geometric mean."},
		"pca":        {Sv: "Indexet är det vägda medelvärdet, med vikter ur måttens första principalkomponent.", En: "The index is the weighted mean, with weights from the first principal component of the measures."},
	}
	wShrunken     = lang.Text{Sv: "Andelar av få personer är först dragna mot stadens andel, mer ju färre personerna är: %s.", En: "Shares of few persons are first drawn towards the city's share, more so the fewer the persons: %s."}
	wAvailable    = lang.Text{Sv: "Ett område får ett index när det har uppgift för minst %s av vikten; resten av vikten fördelas då på de mått som finns.", En: "An area gets an index where it has data for at least %s of the weight; the rest of the weight then goes to the measures that are there."}
	wAllAvailable = lang.Text{Sv: "Bara områden med uppgift om alla mått får ett index.", En: "Only areas with data on all measures get an index."}
	wExplained    = lang.Text{Sv: "En enda gemensam dimension rymmer %s av måttens variation mellan områdena.", En: "A single common dimension holds %s of the variation of the measures between areas."}
	wCareNeed     = lang.Text{Sv: "Care Need Index räknar personer i sju grupper med SCB:s vikter. 1 motsvarar ett väntat vårdbehov som i riket, räknat med medelvärdet %s. En person kan räknas i flera grupper.", En: "The Care Need Index counts persons in seven groups with the weights of Statistics Sweden. 1 stands for an expected need of care as in the country, with the mean %s. A person may count in several groups."}

	wRankLead   = lang.Text{Sv: "Plats 1 har högst index. Ett högt index står för %s.", En: "Place 1 has the highest index. A high index stands for %s."}
	wHighWorse  = lang.Text{Sv: "större behov", En: "greater needs"}
	wHighBetter = lang.Text{Sv: "bättre villkor", En: "better conditions"}
	wHighCare   = lang.Text{Sv: "större väntat vårdbehov", En: "a greater expected need of care"}
	wRankRange  = lang.Text{
		Sv: "Spannet för valen rymmer %s av platserna när varje vikt ändras med upp till %s och när skala och medelvärde byts. Spannet utan ett mått rymmer platserna när ett mått i taget lämnas bort. De två spannen visar vad valen betyder.",
		En: "The range of choices holds %s of the places as each weight is changed by up to %s and scale and mean are exchanged. The range without one measure holds the places as one measure at a time is left out. These two ranges show what the choices mean.",
	}
	wPlaceChanceHead = lang.Text{Sv: "Spann för slumpen", En: "Range of chance"}
	wPlaceChance     = lang.Text{Sv: "Spannet för slumpen rymmer %s av platserna när antalen bakom andelarna slumpas om. Det gäller ett område som man valt på förhand.", En: "The range of chance holds %s of the places as the counts behind the shares are drawn anew. It is about an area that was chosen beforehand."}
	wPlaceChanceNot  = lang.Text{Sv: "Mått vars antal inte är kända får stå som de är: %s.", En: "Measures whose counts are not known stay as they are: %s."}
	wNoPlaceChance   = lang.Text{Sv: "Vad slumpen i siffrorna betyder för platserna är inte räknat: antalen bakom värdena är inte kända.", En: "What chance in the figures means for the places is not computed: the counts behind the values are not known."}
	wTypes           = lang.Text{Sv: "Områdena är delade i %s typer, %s. Typ 1 har %s index. Det är vår egen indelning: gränserna är inte SCB:s.", En: "The areas are divided into %s types, %s. Type 1 has the %s index. It is a division of our own: the limits are not those of Statistics Sweden."}
	wTypeHighest     = lang.Text{Sv: "högst", En: "highest"}
	wTypeLowest      = lang.Text{Sv: "lägst", En: "lowest"}
	wTypesOfPeople   = lang.Text{Sv: "så att ungefär lika många invånare bor i varje", En: "so that about as many residents live in each"}
	wTypeRules       = map[string]lang.Text{
		"quantiles": {Sv: "med ungefär lika många områden i varje", En: "with about as many areas in each"},
		"jenks":     {Sv: "så att områden av samma typ liknar varandra så mycket som möjligt (Jenks)", En: "so that areas of one type are as alike as can be (Jenks)"},
		"cuts":      {Sv: "vid gränser som studien anger", En: "at limits that the study states"},
	}

	wPartsCap      = lang.Text{Sv: "Vad indexet består av", En: "What the index is made of"}
	wMeasureHead   = lang.Text{Sv: "Mått", En: "Measure"}
	wPeriodHead    = lang.Text{Sv: "Avser", En: "Period"}
	wWeightHead    = lang.Text{Sv: "Vikt", En: "Weight"}
	wCountsHead    = lang.Text{Sv: "Höjer indexet", En: "Raises the index"}
	wHighRaises    = lang.Text{Sv: "höga värden", En: "high values"}
	wLowRaises     = lang.Text{Sv: "låga värden", En: "low values"}
	wLoadingHead   = lang.Text{Sv: "Samband med den gemensamma dimensionen", En: "Correlation with the common dimension"}
	wWithoutHead   = lang.Text{Sv: "Platser som områdena flyttas utan måttet, medelvärde", En: "Places that areas move without the measure, mean"}
	wLoadingNote   = lang.Text{Sv: "Den gemensamma dimensionen är måttens första principalkomponent; sambandet är en korrelation från −1 till 1.", En: "The common dimension is the first principal component of the measures; the correlation is from −1 to 1."}
	wRankHead      = lang.Text{Sv: "Plats", En: "Place"}
	wIndexHead     = lang.Text{Sv: "Index", En: "Index"}
	wRangeHead     = lang.Text{Sv: "Spann för valen", En: "Range of choices"}
	wLeaveHead     = lang.Text{Sv: "Spann utan ett mått", En: "Range without one measure"}
	wTypeHead      = lang.Text{Sv: "Typ, egen indelning", En: "Type, our own division"}
	wPublishedHead = lang.Text{Sv: "Publicerad typ %s", En: "Published type %s"}
	wChangedNote   = lang.Text{Sv: "* Den publicerade typen gäller indelningen från %s. Området med denna kod har sedan dess bytt mark med andra.", En: "* The published type is of the delimitation of %s. The area of this code has since exchanged ground with others."}
	wListedEnds    = lang.Text{Sv: "Här står områdena i båda ändar. De övriga %s finns i %s.", En: "Areas at both ends are listed here. The other %s are in %s."}
	wScoresCap     = lang.Text{Sv: "Vad varje mått bidrar med", En: "What each measure contributes"}

	wChoices     = lang.Text{Sv: "Vad valen betyder", En: "What the choices mean"}
	wChoicesCap  = lang.Text{Sv: "Vilka val som flyttar områden. I medeltal flyttas de %s platser.", En: "Which choices move areas. In the mean they move %s places."}
	wChoiceHead  = lang.Text{Sv: "Val", En: "Choice"}
	wFirstHead   = lang.Text{Sv: "Del av variationen, ensamt", En: "Share of the variation, alone"}
	wTotalHead   = lang.Text{Sv: "Del av variationen, tillsammans med andra val", En: "Share of the variation, together with other choices"}
	wWeightOf    = lang.Text{Sv: "vikten för %s", En: "the weight of %s"}
	wFactors     = map[string]lang.Text{"normalisation": {Sv: "skalan", En: "the scale"}, "mean": {Sv: "medelvärdet", En: "the mean"}}
	wChoicesNote = lang.Text{Sv: "Sobols index: hur stor del av variationen i områdenas flyttningar som hör till ett val ensamt, och som hör till det ensamt eller i samspel.", En: "Sobol's indices: how much of the variation in the moves of areas belongs to a choice alone, and to it alone or in interplay."}

	wAgrees    = lang.Text{Sv: "Jämfört med publicerade områdestyper", En: "Compared with published area types"}
	wAgreeWith = lang.Text{Sv: "Typerna jämförs här med %s, %s, i indelningen från %s.", En: "The types are here compared with %s, %s, in the delimitation of %s."}
	wAgreeIs   = lang.Text{Sv: "Av områdena med samma kod har %s av %s samma typ, och %s är högst ett steg ifrån.", En: "Of the areas of the same code %s of %s have the same type, and %s are at most one step apart."}
	wAgreeRead = lang.Text{
		Sv: "Kappa är 1 vid full överensstämmelse och 0 vid den som slumpen ger. Två steg ifrån räknas som fyra gånger så fel som ett. De publicerade typerna är inte gjorda efter områdena här och har andra storlekar än våra. Det begränsar kappa. Om våra typer görs lika stora som de publicerade jämförs bara ordningen.",
		En: "Kappa is 1 for full agreement and 0 for that which chance gives. Two steps apart count as four times as wrong as one. The published types are not made after the areas here and differ from ours in size. That limits kappa. Where our types are made as large as the published ones, only the order is compared.",
	}
	wAgreeCap      = lang.Text{Sv: "Överensstämmelse mellan våra och de publicerade typerna", En: "Agreement of our types with the published ones"}
	wMeasureOf     = lang.Text{Sv: "Mått på överensstämmelse", En: "Measure of agreement"}
	wSameCode      = lang.Text{Sv: "Alla områden med samma kod, en del med ändrade gränser: %s", En: "All areas of the same code, some with changed boundaries: %s"}
	wSameGround    = lang.Text{Sv: "Områden med samma gränser: %s", En: "Areas with the same boundaries: %s"}
	wKappa         = lang.Text{Sv: "Kappa, kvadratiska vikter", En: "Kappa, quadratic weights"}
	wKappaLargest  = lang.Text{Sv: "Största kappa som typernas storlek tillåter", En: "Largest kappa that the sizes of the types allow"}
	wKappaMatched  = lang.Text{Sv: "Kappa med lika stora typer som de publicerade", En: "Kappa with types as large as the published ones"}
	wSpearman      = lang.Text{Sv: "Rangkorrelation, Spearman", En: "Rank correlation, Spearman"}
	wKendall       = lang.Text{Sv: "Rangkorrelation, Kendalls tau-b", En: "Rank correlation, Kendall's tau-b"}
	wCrossCap      = lang.Text{Sv: "Områden efter publicerad och egen typ, samma kod: %s", En: "Areas by published and own type, same code: %s"}
	wPublishedType = lang.Text{Sv: "Publicerad typ", En: "Published type"}
	wOwnType       = lang.Text{Sv: "egen typ %s", En: "own type %s"}

	mComposite = lang.Text{
		Sv: "Sammanvägda index räknas enligt OECD:s och JRC:s handbok (2008). Ett mått som är lika överallt eller saknas helt gör att indexet inte räknas. Spann för platser: slumpade vikter, tre skalor (lägsta till högsta, ordning, standardavvikelser) och tre medelvärden (aritmetiskt, geometriskt, harmoniskt), enligt Saisana, Saltelli och Tarantola (2005); för slumpen dras antalen bakom andelarna om som binomial- eller Poissonfördelade. Typer: kvantiler, Jenks (Fisher 1958) eller gränser som studien anger. Överensstämmelse: vägt kappa (Cohen 1968) med medelfel enligt Fleiss, Cohen och Everitt (1969), som om områdena vore ett slumpmässigt urval; rangkorrelation med intervall enligt Bonett och Wright (2000).",
		En: "Composite indices follow the handbook of the OECD and the JRC (2008). A measure that is the same everywhere, or missing everywhere, leaves the index without a value. Ranges of places: random weights, three scales (lowest to highest, order, standard deviations) and three means (arithmetic, geometric, harmonic), after Saisana, Saltelli and Tarantola (2005); for chance the counts behind shares are drawn anew as binomial or Poisson. Types: quantiles, Jenks (Fisher 1958) or limits that the study states. Agreement: weighted kappa (Cohen 1968) with the standard error of Fleiss, Cohen and Everitt (1969), as if the areas were a random sample; rank correlation with the interval of Bonett and Wright (2000).",
	}
)
