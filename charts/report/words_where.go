package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Words of the part that reads the map.
var (
	wWhere     = lang.Text{Sv: "Var i staden", En: "Where in the city"}
	wWhereLead = lang.Text{
		Sv: "Indexen ovan räknar varje område för sig, var i staden det än ligger. Här räknas också läget: vilka områden som gränsar till varandra och hur långt det är mellan dem. Det gäller %s.",
		En: "The indices above take each area by itself, wherever in the city it lies. Here its place counts too: which areas border on one another, and how far it is between them. This is about %s.",
	}

	wClusters = lang.Text{Sv: "Kluster: områden bland liknande områden", En: "Clusters: areas among areas like them"}
	wMoran    = lang.Text{
		Sv: "Morans I är %s. Det är nära 1 när områden är som sina grannar, omkring %s när grannskap inte betyder något och under det när grannar är olika. Sannolikheten att slumpen ensam ger något så långt därifrån är %s.",
		En: "Moran's I is %s. It is near 1 when areas are as their neighbours, about %s when being neighbours means nothing, and below that when neighbours differ. The probability that chance alone gives anything as far from it is %s.",
	}
	wNoClusters = lang.Text{Sv: "Inget av %s bildar kluster med sina grannar, eller skiljer sig från dem, säkert mer än slumpen skulle ge.", En: "None of %s forms a cluster with its neighbours, or differs from them, clearly more than chance would give."}
	wInHigh     = lang.Text{
		Sv: "%s av %s ligger i kluster av höga värden: området och dess grannar har tillsammans säkert högre värden än slumpen skulle ge (%s).",
		En: "%s of %s lie in clusters of high values: the area and its neighbours together have clearly higher values than chance would give (%s).",
	}
	wInLow = lang.Text{
		Sv: "%s av %s ligger i kluster av låga värden: området och dess grannar har tillsammans säkert lägre värden än slumpen skulle ge (%s).",
		En: "%s of %s lie in clusters of low values: the area and its neighbours together have clearly lower values than chance would give (%s).",
	}
	wThreshold = lang.Text{
		Sv: "Säkert betyder här att av alla områden som vart och ett av de två måtten pekar ut väntas högst %s vara utpekade av en slump (Benjamini och Hochberg). Slumpen är att värdena kunde ligga var som helst på kartan; för Morans I har det prövats med %s slumpvisa placeringar. Gränsen är vald: ett område strax utanför den är inte bevisat olikt dem innanför.",
		En: "Clearly means here that of all areas that either measure points out, at most %s are expected to be so by chance (Benjamini and Hochberg). Chance is that the values could lie anywhere on the map; for Moran's I this was tried with %s random placings. The threshold is chosen: an area just outside of it is not proved to be unlike those inside.",
	}
	wClustersOf      = lang.Text{Sv: "Kluster av områden: %s, %s", En: "Clusters of areas: %s, %s"}
	wCluster         = lang.Text{Sv: "Kluster", En: "Cluster"}
	wPersons         = lang.Text{Sv: "Personer", En: "Persons"}
	wPlaces          = lang.Text{Sv: "var", En: "where"}
	wLocalOf         = lang.Text{Sv: "Områden som säkert liknar eller skiljer sig från sina grannar: %s, %s", En: "Areas that are clearly like or unlike their neighbours: %s, %s"}
	wAmongNeighbours = lang.Text{Sv: "Grannarnas medelvärde", En: "Mean of the neighbours"}
	wLocalMoran      = lang.Text{Sv: "Lokalt Morans I", En: "Local Moran's I"}
	wAdjusted        = lang.Text{Sv: "p, justerat för antalet prövningar", En: "p, adjusted for the number of tests"}
	wStar            = lang.Text{Sv: "Getis och Ords G*, z", En: "Getis and Ord's G*, z"}
	wStarIs          = lang.Text{
		Sv: "G* räknar området självt med sina grannar: över noll där värdena är höga, under noll där de är låga.",
		En: "G* counts the area itself with its neighbours: above zero where values are high, below zero where they are low.",
	}

	wLocalMoranIs = lang.Text{
		Sv: "Lokalt Morans I är positivt där området är som sina grannar, högt bland höga eller lågt bland låga, och negativt där det skiljer sig från dem.",
		En: "Local Moran's I is positive where the area is as its neighbours, high among high or low among low, and negative where it differs from them.",
	}

	wNearest     = lang.Text{Sv: "De närmaste grannarna", En: "The nearest neighbours"}
	wNearestOf   = lang.Text{Sv: "Andel med %s bland dem som bor närmast gruppens medlemmar, %s", En: "Share with %s among those who live nearest to the group's members, %s"}
	wNearestMany = lang.Text{Sv: "Antal närmaste personer", En: "Number of nearest persons"}
	wNearestIs   = lang.Text{
		Sv: "Bland de %s personer som bor närmast en person med %[2]s har i genomsnitt %[3]s %[2]s. Bland de %[4]s närmaste är andelen %[5]s.",
		En: "Among the %s persons who live nearest to a person with %[2]s, %[3]s have %[2]s on average. Among the %[4]s nearest the share is %[5]s.",
	}
	wNearestCity = lang.Text{
		Sv: "I hela staden är andelen %s. Skillnaden mot den visar hur mycket gruppen bor samlad, på kort och på långt avstånd.",
		En: "In the whole city the share is %s. The difference from it shows how much the group lives together, near by and far out.",
	}

	wScales    = lang.Text{Sv: "Nära eller långt ifrån", En: "Near by or far out"}
	wScalesOf  = lang.Text{Sv: "Rumsligt entropiindex efter räckvidd, %s", En: "Spatial information theory index by bandwidth, %s"}
	wBandwidth = lang.Text{Sv: "Räckvidd, meter", En: "Bandwidth, metres"}
	wScalesAre = lang.Text{
		Sv: "När omgivningen räknas %s meter bort är segregationen %s, och när den räknas %s meter bort %s (rumsligt entropiindex, där 0 är att alla har samma omgivning som staden och 1 att grupperna inte har varandra omkring sig alls). Sjunker talet snabbt bor grupperna åtskilda i små områden nära varandra; sjunker det långsamt bor de åtskilda i stora delar av staden.",
		En: "With surroundings counted %s metres out segregation is %s, and counted %s metres out %s (spatial information theory index: 0 is that everybody's surroundings are like the city, 1 that the groups do not have each other around them at all). If the number falls fast, the groups live apart in small areas close to each other; if it falls slowly, they live apart in large parts of the city.",
	}

	wPlaceIndices = lang.Text{Sv: "Index som läser kartan", En: "Indices that read the map"}
	wPlacesOf     = lang.Text{Sv: "%s: index som räknar med var %s ligger, %s", En: "%s: indices that count where %s lie, %s"}

	wDivisions    = lang.Text{Sv: "Vad gränserna betyder", En: "What the borders mean"}
	wDivisionsOf  = lang.Text{Sv: "%s: stadens indelningar jämförda med slumpvisa", En: "%s: the city's divisions compared with random ones"}
	wRandomRange  = lang.Text{Sv: "95 av 100 slumpvisa indelningar", En: "95 of 100 random divisions"}
	wRandomMiddle = lang.Text{Sv: "Mitten av de slumpvisa", En: "Middle of the random ones"}
	wOfSmallest   = lang.Text{Sv: "Med de minsta områdena", En: "With the smallest areas"}
	wDivisionsAre = lang.Text{
		Sv: "Med %s är %s %s. Delas %s slumpvis in i lika många sammanhängande områden blir det mellan %s och %s i 95 fall av 100.",
		En: "With %s, the %s is %s. If %s are divided at random into as many connected areas, it is between %s and %s in 95 cases of 100.",
	}
	wWithin   = lang.Text{Sv: "Den verkliga indelningen ger alltså inget annat än en slumpvis.", En: "The real division thus gives nothing else than a random one."}
	wAboveAll = lang.Text{
		Sv: "Den verkliga indelningen ger alltså ett högre värde än nästan alla slumpvisa: dess gränser går mer där grupperna möts.",
		En: "The real division thus gives a higher value than nearly all random ones: its borders go more where the groups meet.",
	}
	wBelowAll = lang.Text{
		Sv: "Den verkliga indelningen ger alltså ett lägre värde än nästan alla slumpvisa: dess områden blandar mer av det som skiljer sig.",
		En: "The real division thus gives a lower value than nearly all random ones: its areas mix more of what differs.",
	}
	wDivisionsHow = lang.Text{
		Sv: "Så stor del av ett index hänger på var gränserna går. %s slumpvisa indelningar är gjorda, var och en av sammanhängande områden som till storleken är ungefär så olika som de verkliga.",
		En: "This is how much of an index hangs on where the borders go. %s random divisions were made, each of connected areas about as unlike in size as the real ones.",
	}

	wUnitsMatter   = lang.Text{Sv: "Områdenas storlek styr vad som syns. Skillnader inom %s syns inte alls.", En: "The size of the areas decides what can be seen. Differences within %s are not seen at all."}
	wNeighboursAre = lang.Text{
		Sv: "Grannar är områden som gränsar till varandra, om så bara i ett hörn. Vatten, vägar och järnvägar mellan dem räknas inte.",
		En: "Neighbours are areas that border on each other, if only in a corner. Water, roads and railways between them do not count.",
	}
	wManyTests = lang.Text{
		Sv: "%s har prövats. Utan justering skulle omkring %s av dem pekas ut även om allt var slump.",
		En: "%s were tested. Without adjustment about %s of them would be pointed out even if all was chance.",
	}
	wMiddles = lang.Text{
		Sv: "Avstånd räknas från mitten av varje område. I stora områden på landsbygden bor de flesta inte där.",
		En: "Distances are from the middle of each area. In large rural areas most people do not live there.",
	}
	wEdge     = lang.Text{Sv: "Områden utanför kommunen är inte med. Vid kommungränsen syns bara grannarna på ena sidan.", En: "Areas outside of the municipality are left out. At its border only the neighbours on one side are seen."}
	wIslands  = lang.Text{Sv: "Områden utan grannar, som inte kan ligga i kluster: %s.", En: "Areas without neighbours, which cannot lie in clusters: %s."}
	wUnplaced = lang.Text{Sv: "Områden som saknas på kartan och inte är med: %s.", En: "Areas that are missing on the map and left out: %s."}

	wOtherClusters = lang.Text{Sv: "Kluster i andra mått", En: "Clusters of other measures"}
)

// clusterWords are what clusters are called.
var clusterWords = map[analysis.Class]lang.Text{
	analysis.HighHigh: {Sv: "Högt kluster", En: "High cluster"},
	analysis.LowLow:   {Sv: "Lågt kluster", En: "Low cluster"},
}

// classWords are what areas are called by their neighbours.
var classWords = map[analysis.Class]lang.Text{
	analysis.HighHigh: {Sv: "Högt bland höga", En: "High among high"},
	analysis.LowLow:   {Sv: "Lågt bland låga", En: "Low among low"},
	analysis.HighLow:  {Sv: "Högt bland låga", En: "High among low"},
	analysis.LowHigh:  {Sv: "Lågt bland höga", En: "Low among high"},
}

// wLike says how many areas that lie in no cluster are clearly like their neighbours, or unlike them.
var wLike = map[analysis.Class]lang.Text{
	analysis.HighHigh: {
		Sv: "%s av %s är säkert lika sina grannar, höga bland höga, utan att ligga i ett kluster (%s).",
		En: "%s of %s are clearly like their neighbours, high among high, without lying in a cluster (%s).",
	},
	analysis.LowLow: {
		Sv: "%s av %s är säkert lika sina grannar, låga bland låga, utan att ligga i ett kluster (%s).",
		En: "%s of %s are clearly like their neighbours, low among low, without lying in a cluster (%s).",
	},
	analysis.HighLow: {
		Sv: "%s av %s skiljer sig säkert från sina grannar med ett högt värde bland låga (%s).",
		En: "%s of %s clearly differ from their neighbours with a high value among low ones (%s).",
	},
	analysis.LowHigh: {
		Sv: "%s av %s skiljer sig säkert från sina grannar med ett lågt värde bland höga (%s).",
		En: "%s of %s clearly differ from their neighbours with a low value among high ones (%s).",
	},
}
