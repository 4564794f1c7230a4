package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Words of segregation over time, by scale, by area, and at school beside at home.
var (
	gTime        = lang.Text{Sv: "Över tid", En: "Over time"}
	gTimeOf      = lang.Text{Sv: "%s: index %s och %s", En: "%s: indices in %s and %s"}
	gYears       = lang.Text{Sv: "%s: %s, år för år", En: "%s: %s, year by year"}
	gPeriod      = lang.Text{Sv: "Period", En: "Period"}
	gChange      = lang.Text{Sv: "Ändring", En: "Change"}
	gChangeLimit = lang.Text{Sv: "Intervall för ändringen", En: "Interval of the change"}
	gSincePrior  = lang.Text{Sv: "Ändring sedan förra perioden", En: "Change since the period before"}
	gSure        = lang.Text{Sv: "Säker ändring?", En: "A clear change?"}
	gUp          = lang.Text{Sv: "ja, högre", En: "yes, higher"}
	gDown        = lang.Text{Sv: "ja, lägre", En: "yes, lower"}
	gNeither     = lang.Text{Sv: "nej", En: "no"}
	gRose        = lang.Text{
		Sv: "Mellan %[1]s har %[2]s gått upp från %[3]s (%[4]s) till %[5]s (%[6]s). Ändringen är %[7]s (%[8]s).",
		En: "Between %[1]s, the %[2]s has gone up from %[3]s (%[4]s) to %[5]s (%[6]s). The change is %[7]s (%[8]s).",
	}
	gFell = lang.Text{
		Sv: "Mellan %[1]s har %[2]s gått ner från %[3]s (%[4]s) till %[5]s (%[6]s). Ändringen är %[7]s (%[8]s).",
		En: "Between %[1]s, the %[2]s has gone down from %[3]s (%[4]s) to %[5]s (%[6]s). The change is %[7]s (%[8]s).",
	}
	gStayed = lang.Text{
		Sv: "Mellan %[1]s har %[2]s inte säkert ändrats: det var %[3]s (%[4]s) och är %[5]s (%[6]s). Ändringen är %[7]s (%[8]s).",
		En: "Between %[1]s, the %[2]s has not clearly changed: it was %[3]s (%[4]s) and is %[5]s (%[6]s). The change is %[7]s (%[8]s).",
	}
	gIndependent = [2]lang.Text{
		{Sv: "Intervallen räknar de två årens invånare som oberoende av varandra. Många bor kvar, så intervallen är snarare för breda än för smala.",
			En: "The intervals take the residents of the two years as independent of each other. Many still live where they did, so the intervals are rather too wide than too narrow."},
		{Sv: "Intervallen räknar de två årens elever som oberoende av varandra. Många går kvar i samma skola, så intervallen är snarare för breda än för smala.",
			En: "The intervals take the pupils of the two years as independent of each other. Many still go to the same school, so the intervals are rather too wide than too narrow."},
	}
	gManyYears = lang.Text{
		Sv: "Med %d ändringar från år till år väntas någon se säker ut av en slump. Lita mer på ändringen över hela tiden.",
		En: "With %d changes from year to year, some are expected to look clear by chance. Rely rather on the change over the whole time.",
	}
	gExposure = lang.Text{
		Sv: "Isolering och interaktion följer också hur stora grupperna är i hela staden: växer en grupp möter dess medlemmar fler av den, hur de än bor.",
		En: "Isolation and interaction also follow how large the groups are in the whole city: if a group grows, its members meet more of it, however they live.",
	}
	gOneYear = lang.Text{Sv: "För %s finns uppgifter för bara en period, %s. Då går det inte att säga om något har ändrats.", En: "For %s there are data for one period only, %s. So nothing can be said of any change."}
	gNoYears = lang.Text{Sv: "För %s finns inga uppgifter över tid.", En: "For %s there are no data over time."}
	gNotSaid = lang.Text{Sv: "För %s redovisas ingen ändring: %s.", En: "For %s no change is given: %s."}
	gLeftOut = lang.Text{
		Sv: "%s är inte med något år, för att uppgifter saknas något av åren: %s.",
		En: "%s are left out of every year, because data are missing in some: %s.",
	}
	gSparse = lang.Text{
		Sv: "Inte med, för att för många områden saknar uppgifter: %s.", En: "Left out, because too many areas lack data: %s.",
	}
	gAddedUp = lang.Text{
		Sv: "Antalen är summor av %s, alla år efter dagens indelning.", En: "The numbers are sums of %s, in every year by today's delimitation.",
	}
	gCarried = lang.Text{
		Sv: "* = antalen är omräknade från en äldre indelning. Det är en uppskattning, och felet i den ingår inte i intervallen.",
		En: "* = the numbers are carried over from an older delimitation. That is an estimate, and its error is not in the intervals.",
	}
	gCrossed = lang.Text{
		Sv: "%s: beroende på vilka som bodde i de delar som områdena delades i kan indexet vara %s.",
		En: "%s: depending on who lived in the parts that areas were divided into, the index may be %s.",
	}
	gNoise = lang.Text{
		Sv: "Källan lägger till slumpmässiga fel i det ena året men inte i det andra. Sådana fel gör index för jämnhet något högre, mest där områdena är små. En liten ändring kan bero på det.",
		En: "The source adds random errors in one of the years but not in the other. Such errors make indices of evenness somewhat higher, most where areas are small. A small change may come of that.",
	}
	gNoiseKnown = lang.Text{
		Sv: "Källan lägger till slumpmässiga fel i det ena året men inte i det andra. Sådana fel gör index för jämnhet något högre, mest där områdena är små. Intervallet för ändringen räknar med fel av den storlek som studien antar.",
		En: "The source adds random errors in one of the years but not in the other. Such errors make indices of evenness somewhat higher, most where areas are small. The interval of the change reckons with errors of the size that the study assumes.",
	}
	gOtherVersion = lang.Text{Sv: "%s, indelning %s", En: "%s, delimitation %s"}
	gAllIn        = lang.Text{Sv: "Alla index, nivåer och år finns i data/segregation-series.", En: "All indices, levels and years are in data/segregation-series."}

	gCauses   = lang.Text{Sv: "Vad ändringen består av", En: "What the change is made of"}
	gCausesOf = lang.Text{Sv: "%s: ändringen av entropiindex (H) från %s till %s, i delar", En: "%s: the change of the entropy index (H) from %s to %s, in parts"}
	gPart     = lang.Text{Sv: "Del", En: "Part"}
	gSum      = lang.Text{Sv: "Hela ändringen", En: "The whole change"}
	gCausesIs = lang.Text{
		Sv: "Mellan %[1]s har entropiindex ändrats med %[2]s. Av det är %[3]s att grupperna fördelar sig annorlunda mellan %[5]s när alla storlekar hålls lika (den strukturella delen), och %[4]s att grupper eller %[5]s har vuxit eller krympt, kommit till eller försvunnit.",
		En: "Between %[1]s the entropy index has changed by %[2]s. Of that, %[3]s is that the groups are spread otherwise between %[5]s when all sizes are held equal (the structural part), and %[4]s that groups or %[5]s have grown or shrunk, come or gone.",
	}
	gCausesHow = [2]lang.Text{
		{Sv: "Uppdelningen är en räkning och ingen förklaring: den säger inte varför människor har flyttat, fötts eller dött, och inte vad som skulle ha hänt annars (Mora och Ruiz-Castillo; Elbers 2021).",
			En: "This is an account and no explanation: it does not say why people have moved, been born or died, nor what would have happened otherwise (Mora and Ruiz-Castillo; Elbers 2021)."},
		{Sv: "Uppdelningen är en räkning och ingen förklaring: den säger inte varför elever har börjat, slutat eller bytt skola, och inte vad som skulle ha hänt annars (Mora och Ruiz-Castillo; Elbers 2021).",
			En: "This is an account and no explanation: it does not say why pupils have come, left or changed schools, nor what would have happened otherwise (Mora and Ruiz-Castillo; Elbers 2021)."},
	}
	gAppeared = lang.Text{Sv: "Områden där ingen i grupperna bodde %s men någon bor %s: %s.", En: "Areas in which nobody of the groups lived in %s but somebody does in %s: %s."}
	gVanished = lang.Text{Sv: "Områden där någon i grupperna bodde %s men ingen bor %s: %s.", En: "Areas in which somebody of the groups lived in %s but nobody does in %s: %s."}

	gScale    = lang.Text{Sv: "Skala", En: "Scale"}
	gScaleOf  = lang.Text{Sv: "%s: samma index på olika nivåer, %s", En: "%s: the same index at different levels, %s"}
	gAreasAt  = lang.Text{Sv: "Nivå", En: "Level"}
	gByChance = lang.Text{Sv: "Av slump ensam", En: "By chance alone"}
	gRule     = lang.Text{
		Sv: "Ju mindre områden, desto högre index. När små områden slås ihop till större kan indexen för jämnhet och isolering bara sjunka eller bli desamma, för det som skiljer dem åt inuti syns inte längre. Jämför därför index bara mellan områden av samma slag.",
		En: "The smaller the areas, the higher an index. When small areas are joined to larger ones, indices of evenness and isolation can only fall or stay the same, for what differs inside is no longer seen. So compare indices only between areas of the same kind.",
	}
	gChanceIs = lang.Text{
		Sv: "Av slump ensam är vad indexet i genomsnitt skulle vara om samma personer delades ut på måfå över områdena. Ju mindre områden, desto högre är det.",
		En: "By chance alone is what the index would be on average if the same persons were dealt out at random over the areas. The smaller the areas, the higher it is.",
	}
	gNotSame = lang.Text{
		Sv: "I %[1]s räknas inte exakt samma personer som i %[2]s (%[3]s mot %[4]s), eller delar av områden. Där gäller regeln bara ungefär.",
		En: "The %[1]s do not have exactly the same persons as the %[2]s (%[3]s against %[4]s), or have parts of areas. There the rule holds roughly only.",
	}
	gApartAt   = lang.Text{Sv: "%s är inte med i jämförelsen, för uppgifterna är från en annan period eller indelning.", En: "%s are left out of the comparison, for the data are of another period or delimitation."}
	gNearestK  = lang.Text{Sv: "%s närmaste personer", En: "%s nearest persons"}
	gMetres    = lang.Text{Sv: "omgivning inom %s meter", En: "surroundings within %s metres"}
	gPersonsIn = lang.Text{Sv: "%s, i genomsnitt %s personer", En: "%s, %s persons on average"}

	gPartsOf   = lang.Text{Sv: "%s: entropiindex (H) mellan och inom områden, %s", En: "%s: entropy index (H) between and within areas, %s"}
	gShareOf   = lang.Text{Sv: "Andel, procent", En: "Share, per cent"}
	gShareLim  = lang.Text{Sv: "Intervall för andelen", En: "Interval of the share"}
	gBetween   = lang.Text{Sv: "mellan %s", En: "between %s"}
	gBetweenIn = lang.Text{Sv: "mellan %s inom %s", En: "between %s within %s"}
	gAllH      = lang.Text{Sv: "Hela indexet", En: "The whole index"}
	gPartsAre  = lang.Text{
		Sv: "Så fördelar sig segregationen mellan de minsta områdena (entropiindex): %s. Delarna blir tillsammans exakt hela indexet.",
		En: "This is how the segregation between the smallest areas (entropy index) is made up: %s. The parts add up exactly to the whole index.",
	}
	gMacro = lang.Text{
		Sv: "Rumsligt: när omgivningen räknas %[1]s meter bort finns %[3]s av den segregation kvar som syns när den räknas %[2]s meter bort (%[4]s; kvot mellan storskalig och småskalig segregation, Lee med flera 2008, Reardon med flera 2008). Nära 1 betyder att grupperna bor åtskilda i stora delar av staden, nära 0 att de bor åtskilda i små områden nära varandra. Är %[5]s större än den korta räckvidden gäller den områdena själva.",
		En: "In space: with surroundings counted %[1]s metres out, %[3]s is left of the segregation that is seen with surroundings counted %[2]s metres out (%[4]s; macro/micro segregation ratio, Lee and others 2008, Reardon and others 2008). Near 1 means that the groups live apart in large parts of the city, near 0 that they live apart in small areas close to each other. Where %[5]s are larger than the short bandwidth, it is about the areas themselves.",
	}
	gShiftsOf = lang.Text{Sv: "%s: de säkra ändringarna av bidragen, %s till %s", En: "%s: the clear changes of the contributions, %s to %s"}
	gNoShifts = lang.Text{
		Sv: "Av %[1]s har inga säkert ändrat sitt bidrag till %[2]s sedan %[3]s.",
		En: "Of %[1]s, none have clearly changed what they contribute to the %[2]s since %[3]s.",
	}
	gNowIs    = lang.Text{Sv: "Bidrag nu", En: "Contribution now"}
	gShiftOf  = lang.Text{Sv: "Ändrat bidrag", En: "Change of the contribution"}
	gOfM      = lang.Text{Sv: "Del av den strukturella ändringen (M)", En: "Part of the structural change (M)"}
	gShiftsIs = lang.Text{
		Sv: "Av %[1]s har %[2]d säkert större bidrag till %[4]s än %[5]s och %[3]d säkert mindre. Utan några ändringar alls väntas omkring %[6]s se säkra ut av en slump.",
		En: "Of %[1]s, %[2]d clearly contribute more to the %[4]s than in %[5]s and %[3]d clearly less. Without any changes at all, about %[6]s are expected to look clear by chance.",
	}
	gMostShifts = lang.Text{Sv: "De %d största ändringarna. Alla finns i data/segregation-areas.", En: "The %d largest changes. All are in data/segregation-areas."}
	gOutside    = lang.Text{
		Sv: "%s av personerna bor utanför områdena på den grövsta nivån. Där räknas allt utanför som ett område för sig.",
		En: "%s of the persons live outside the areas of the coarsest level. All that lies outside counts as one area of its own.",
	}
	gDivided = lang.Text{
		Sv: "%d av de minsta områdena ligger i flera större. Varje del antas ha samma sammansättning som hela området.",
		En: "%d of the smallest areas lie in several larger ones. Each part is taken to have the makeup of the whole area.",
	}

	gAreas   = [2]lang.Text{{Sv: "Vilka områden bidrar", En: "Which areas contribute"}, {Sv: "Vilka skolor bidrar", En: "Which schools contribute"}}
	gAreasOf = [2]lang.Text{{Sv: "%s: områdenas bidrag, %s", En: "%s: contributions of the areas, %s"}, {Sv: "%s: skolornas bidrag, %s", En: "%s: contributions of the schools, %s"}}
	gHalf    = lang.Text{Sv: "Hälften av %s kommer från %d av %s.", En: "Half of the %s comes from %d of %s."}
	gAreasIs = [2]lang.Text{
		{Sv: "Ett områdes bidrag är stort när många bor där och när sammansättningen skiljer sig mycket från hela stadens, åt ena eller andra hållet. Områden med liten andel av gruppen bidrar på samma sätt som områden med stor. Bidragen blir tillsammans hela indexet. De säger var indexet kommer ifrån, inte att något är fel med ett område.",
			En: "An area's contribution is large when many live there and when its makeup differs much from that of the whole city, one way or the other. Areas with a small share of the group contribute in the same way as areas with a large one. The contributions add up to the whole index. They say where the index comes from, not that anything is wrong with an area."},
		{Sv: "En skolas bidrag är stort när den har många elever och när deras sammansättning skiljer sig mycket från alla elevers, åt ena eller andra hållet. Skolor med liten andel av gruppen bidrar på samma sätt som skolor med stor. Bidragen blir tillsammans hela indexet. De säger var indexet kommer ifrån, inte att något är fel med en skola.",
			En: "A school's contribution is large when it has many pupils and when their makeup differs much from that of all pupils, one way or the other. Schools with a small share of the group contribute in the same way as schools with a large one. The contributions add up to the whole index. They say where the index comes from, not that anything is wrong with a school."},
	}
	gShareGroup = lang.Text{Sv: "Andel med %s, procent", En: "Share with %s, per cent"}
	gAgainst    = lang.Text{Sv: "Mot hela", En: "Against all"}
	gOver       = lang.Text{Sv: "över", En: "above"}
	gUnder      = lang.Text{Sv: "under", En: "below"}
	gEven       = lang.Text{Sv: "lika", En: "equal"}
	gRank       = lang.Text{Sv: "Plats", En: "Rank"}
	gContrib    = lang.Text{Sv: "Bidrag till %s, procent av indexet", En: "Contribution to the %s, per cent of the index"}
	gShift      = lang.Text{Sv: "Ändrat bidrag till %s sedan %s", En: "Change of the contribution to the %s since %s"}
	gTop        = lang.Text{Sv: "De %d med störst bidrag av %s. Alla finns i data/segregation-areas.", En: "The %d with the largest contributions of %s. All are in data/segregation-areas."}
	gNoAreas    = lang.Text{Sv: "Områdenas bidrag visas inte: %s.", En: "The contributions of areas are not shown: %s."}
	gNoShift    = lang.Text{Sv: "Hur bidragen har ändrats visas inte: %s.", En: "How the contributions have changed is not shown: %s."}

	gNoneUnusual = lang.Text{
		Sv: "Indelningen i %[1]s är alltså inte ovanlig: inget av de %[2]d indexen ligger utanför vad slumpvisa indelningar ger.",
		En: "So the division into %[1]s is not unusual: none of the %[2]d indices lies outside what random divisions give.",
	}
	gAllUnusual = lang.Text{
		Sv: "Indelningen i %[1]s är alltså ovanlig: alla de %[2]d indexen ligger utanför vad slumpvisa indelningar ger.",
		En: "So the division into %[1]s is unusual: all of the %[2]d indices lie outside what random divisions give.",
	}
	gSomeUnusual = lang.Text{
		Sv: "Om indelningen i %[1]s är ovanlig beror på vad som mäts: utanför vad slumpvisa indelningar ger ligger %[3]d av %[2]d index.",
		En: "Whether the division into %[1]s is unusual depends on what is measured: outside what random divisions give lie %[3]d of %[2]d indices.",
	}

	gPair       = lang.Text{Sv: "Skola och boende", En: "School and home"}
	gPairOf     = lang.Text{Sv: "%s (%s, %s) och %s (%s, %s)", En: "%s (%s, %s) and %s (%s, %s)"}
	gAtSchool   = lang.Text{Sv: "Skola", En: "School"}
	gAtHome     = lang.Text{Sv: "Boende", En: "Home"}
	gChanceAt   = lang.Text{Sv: "%s, av slump ensam", En: "%s, by chance alone"}
	gDiffer     = lang.Text{Sv: "Skillnad", En: "Difference"}
	gDifferLim  = lang.Text{Sv: "Intervall för skillnaden", En: "Interval of the difference"}
	gPairHigher = lang.Text{
		Sv: "%[1]s är högre mellan skolor (%[2]s) än mellan bostadsområden (%[3]s): skillnaden är %[4]s (%[5]s).",
		En: "The %[1]s is higher between schools (%[2]s) than between areas of residence (%[3]s): the difference is %[4]s (%[5]s).",
	}
	gPairLower = lang.Text{
		Sv: "%[1]s är lägre mellan skolor (%[2]s) än mellan bostadsområden (%[3]s): skillnaden är %[4]s (%[5]s).",
		En: "The %[1]s is lower between schools (%[2]s) than between areas of residence (%[3]s): the difference is %[4]s (%[5]s).",
	}
	gPairAlike = lang.Text{
		Sv: "%[1]s skiljer sig inte säkert mellan skolor (%[2]s) och bostadsområden (%[3]s): skillnaden är %[4]s (%[5]s).",
		En: "The %[1]s does not clearly differ between schools (%[2]s) and areas of residence (%[3]s): the difference is %[4]s (%[5]s).",
	}
	gPairPersons = lang.Text{
		Sv: "Det är olika personer: elever på skolorna, alla invånare i områdena. Barnfamiljer bor inte som andra, och elever kan komma från andra kommuner.",
		En: "These are different persons: pupils at the schools, all residents in the areas. Families with children do not live as others do, and pupils may come from other municipalities.",
	}
	gPairUnits = lang.Text{
		Sv: "Enheterna är olika stora: i genomsnitt %s elever på en skola och %s invånare i ett område. Mindre enheter ger högre index. Slumpens del står bredvid, och värdena efter avdrag för slump finns i data/segregation-pairs.",
		En: "The units are of different sizes: %s pupils at a school and %s residents in an area on average. Smaller units give higher indices. What chance gives stands beside, and the values corrected for chance are in data/segregation-pairs.",
	}
	gPairGrades = lang.Text{
		Sv: "Isolering och interaktion går inte att jämföra rakt av när gruppen är olika stor bland elever och invånare. Jämför hellre indexen för jämnhet.",
		En: "Isolation and interaction cannot be compared as they are when the group is not equally large among pupils and residents. Rather compare the indices of evenness.",
	}
	gNoPair = lang.Text{Sv: "Skola och boende jämförs inte: %s.", En: "School and home are not compared: %s."}

	fMoreApart = lang.Text{
		Sv: "%[1]s mellan %[2]s har ökat, från %[3]s till %[4]s. Ändringen är %[5]s (%[6]s).",
		En: "The %[1]s between %[2]s has increased, from %[3]s to %[4]s. The change is %[5]s (%[6]s).",
	}
	fLessApart = lang.Text{
		Sv: "%[1]s mellan %[2]s har minskat, från %[3]s till %[4]s. Ändringen är %[5]s (%[6]s).",
		En: "The %[1]s between %[2]s has decreased, from %[3]s to %[4]s. The change is %[5]s (%[6]s).",
	}

	mSegTime = lang.Text{
		Sv: "Segregation över tid räknas på samma områden alla år: områden utan uppgift något år är inte med något år, och år då områdena som har uppgifter rymmer för få av invånarna är inte med alls. Uppgifter för en annan indelning är en egen serie. Intervall och prövning kommer av att personerna dras om, varje år för sig (multinomial bootstrap, Elbers 2023), med grundläggande intervall (Davison och Hinkley 1997); en ändring är säker när dess intervall inte rymmer noll.",
		En: "Segregation over time is computed for the same areas in every year: areas without data in some year are left out of every year, and years in which the areas with data hold too few of the residents are left out altogether. Data of another delimitation are a series of their own. Intervals and tests come of drawing persons anew, each year by itself (multinomial bootstrap, Elbers 2023), with basic intervals (Davison and Hinkley 1997); a change is clear when its interval does not include zero.",
	}
	mSegLeft = lang.Text{
		Sv: "Brus som källan lägger till, och personer som bor kvar, ingår inte.",
		En: "Noise that the source adds, and persons who stay, are not taken into account.",
	}
	mSegLeftKnown = lang.Text{
		Sv: "Brus som källan lägger till ingår där studien anger hur stort det är. Att personer bor kvar ingår inte.",
		En: "Noise that the source adds is taken into account where the study says how large it is. That persons stay is not.",
	}
	mSegCauses = lang.Text{
		Sv: "En ändring av entropiindex delas i delar som tillsammans är hela ändringen: gruppernas storlek, områdenas storlek, områden som kommit till eller försvunnit, och den strukturella delen, som är det som återstår när alla storlekar hålls lika (Mora och Ruiz-Castillo 2009; Elbers 2021; genomsnitt över ordningarna, med iterativ proportionell anpassning).",
		En: "A change of the entropy index is taken apart into terms that add up to it: sizes of the groups, sizes of the areas, areas that came or went, and the structural part, which is what is left when all sizes are held equal (Mora and Ruiz-Castillo 2009; Elbers 2021; the mean over the orders, with iterative proportional fitting).",
	}
	mSegParts = lang.Text{
		Sv: "Entropiindex delas exakt i delar mellan områden på varje nivå inom områden på nivån ovanför (Theil 1972; Reardon, Yun och Eitle 2000). Områdenas bidrag är termerna i summorna för dissimilaritetsindex (Duncan och Duncan 1955) och för ömsesidig information och entropiindex (Mora och Ruiz-Castillo 2011). Slumpens del är medelvärdet när personerna delas ut på måfå med alla storlekar bevarade (Carrington och Troske 1997).",
		En: "The entropy index is taken apart exactly into parts between the areas of each level within areas of the level above (Theil 1972; Reardon, Yun and Eitle 2000). Contributions of areas are the terms of the sums that make up the index of dissimilarity (Duncan and Duncan 1955), and mutual information and the entropy index (Mora and Ruiz-Castillo 2011). What chance gives is the mean when persons are dealt out at random with all sizes kept (Carrington and Troske 1997).",
	}
)

// causeWords are the terms of a change.
var causeWords = map[analysis.Cause][2]lang.Text{
	analysis.GroupSizes: {{Sv: "Gruppernas storlek i staden", En: "Sizes of the groups in the city"}, {Sv: "Gruppernas storlek bland alla elever", En: "Sizes of the groups among all pupils"}},
	analysis.AreaSizes:  {{Sv: "Områdenas storlek", En: "Sizes of the areas"}, {Sv: "Skolornas storlek", En: "Sizes of the schools"}},
	analysis.Appearing:  {{Sv: "Nya områden", En: "New areas"}, {Sv: "Nya skolor", En: "New schools"}},
	analysis.Vanishing:  {{Sv: "Områden som försvunnit", En: "Areas that are gone"}, {Sv: "Skolor som försvunnit", En: "Schools that are gone"}},
	analysis.Association: {
		{Sv: "Strukturell del: annan fördelning, lika storlekar", En: "Structural part: another distribution, equal sizes"},
		{Sv: "Strukturell del: annan fördelning, lika storlekar", En: "Structural part: another distribution, equal sizes"},
	},
}

// measureWords are the measures that areas contribute to, inside a sentence.
var measureWords = map[contribution.Measure]lang.Text{
	contribution.Dissimilarity:     {Sv: "dissimilaritetsindex (D)", En: "index of dissimilarity (D)"},
	contribution.MutualInformation: {Sv: "ömsesidig information (M)", En: "mutual information (M)"},
	contribution.TheilH:            {Sv: "entropiindex (H)", En: "entropy index (H)"},
}

// levelPlural names the areas of a level in a sentence that gives no number of them.
func (p *page) levelPlural(level indicators.Level) string { return levelNames[level][1].In(p.lang) }

// inSetting returns what is said of homes, or of schools.
func inSetting(spec analysis.SegregationSpec, texts [2]lang.Text) lang.Text {
	if spec.School {
		return texts[1]
	}
	return texts[0]
}
