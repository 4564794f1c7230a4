package charts

import "github.com/jamlik/jamlik/indicators/lang"

// Kinds are all kinds of charts, in the order of their figures.
var Kinds = []Kind{
	{
		ID: "compare", Name: lang.Text{Sv: "jämförelse", En: "comparison"},
		Answers: lang.Text{Sv: "Vilka områden skiljer sig från staden, och är det säkert?", En: "Which districts differ from the city, and is it sure?"},
		Needs:   lang.Text{Sv: "ett mått för områden under en period", En: "one measure of areas in one period"},
		Figures: compareFigures,
	},
	{
		ID: "gap", Name: lang.Text{Sv: "avvikelse", En: "difference"},
		Answers: lang.Text{Sv: "Hur långt ligger områdena från resten av staden?", En: "How far do districts lie from the rest of the city?"},
		Needs:   lang.Text{Sv: "ett mått för områden och staden under en period", En: "one measure of areas and the city in one period"},
		Figures: gapFigures,
	},
	{
		ID: "spread", Name: lang.Text{Sv: "punktremsa", En: "dot strip"},
		Answers: lang.Text{Sv: "Hur olika är stadens små områden?", En: "How different are the small areas of the city?"},
		Needs:   lang.Text{Sv: "ett mått för små områden eller skolor", En: "one measure of small areas or schools"},
		Figures: spreadFigures,
	},
	{
		ID: "trend", Name: lang.Text{Sv: "utveckling", En: "trend"},
		Answers: lang.Text{Sv: "Blir det bättre, här och i staden?", En: "Is it getting better, here and in the city?"},
		Needs:   lang.Text{Sv: "ett mått under minst tre perioder", En: "one measure in three periods or more"},
		Figures: trendFigures,
	},
	{
		ID: "equiplot", Name: lang.Text{Sv: "punktlinjer", En: "dots on lines"},
		Answers: lang.Text{Sv: "Hur stor är spridningen mellan områden, eller skillnaden mellan grupper?", En: "How wide is the spread of districts, or the gap between groups?"},
		Needs:   lang.Text{Sv: "ett mått för områden eller grupper, på minst två rader", En: "one measure of areas or groups, on two rows or more"},
		Figures: equiplotFigures,
	},
	{
		ID: "slope", Name: lang.Text{Sv: "förändring", En: "change"},
		Answers: lang.Text{Sv: "Vilka områden har säkert förändrats?", En: "Which districts have clearly changed?"},
		Needs:   lang.Text{Sv: "ett mått för områden under två perioder", En: "one measure of areas in two periods"},
		Figures: slopeFigures,
	},
	{
		ID: "panels", Name: lang.Text{Sv: "utveckling, en ruta per område", En: "trend, one panel for each district"},
		Answers: lang.Text{Sv: "Hur har det gått i vart och ett av områdena?", En: "How has each of the districts fared?"},
		Needs:   lang.Text{Sv: "ett mått för områden under minst tre perioder", En: "one measure of areas in three periods or more"},
		Figures: panelFigures,
	},
	{
		ID: "composition", Name: lang.Text{Sv: "sammansättning", En: "composition"},
		Answers: lang.Text{Sv: "Vilka grupper består områdena av?", En: "Which groups are the districts made up of?"},
		Needs:   lang.Text{Sv: "antal per grupp och område", En: "counts by group and area"},
		Figures: compositionFigures,
	},
	{
		ID: "segregation-curve", Name: lang.Text{Sv: "segregationskurva", En: "segregation curve"},
		Answers: lang.Text{Sv: "Hur ojämnt är grupperna fördelade mellan områdena?", En: "How unevenly are the groups spread over the areas?"},
		Needs:   lang.Text{Sv: "antal per grupp och område", En: "counts by group and area"},
		Figures: segregationCurveFigures,
	},
	{
		ID: "lorenz", Name: lang.Text{Sv: "lorenzkurva", En: "Lorenz curve"},
		Answers: lang.Text{Sv: "Hur samlat är det till några områden?", En: "How far is it gathered in some areas?"},
		Needs:   lang.Text{Sv: "ett mått med antal för DeSO", En: "one measure of DeSO with counts"},
		Figures: lorenzFigures,
	},
	{
		ID: "concentration-curve", Name: lang.Text{Sv: "koncentrationskurva", En: "concentration curve"},
		Answers: lang.Text{Sv: "Hur mycket av det finns i områdena med störst behov?", En: "How much of it is in the areas with the greatest needs?"},
		Needs:   lang.Text{Sv: "ett mått med antal och ett sammansatt index för områden", En: "one measure with counts and a composite index of areas"},
		Figures: concentrationFigures,
	},
	{
		ID: "rank-order", Name: lang.Text{Sv: "segregationsprofil", En: "segregation profile"},
		Answers: lang.Text{Sv: "Är det de lägsta klasserna eller de högsta som bor för sig?", En: "Is it the lowest classes or the highest that live apart?"},
		Needs:   lang.Text{Sv: "antal i ordnade klasser per område", En: "counts in ordered brackets by area"},
		Figures: rankOrderFigures,
	},
	{
		ID: "waterfall", Name: lang.Text{Sv: "vattenfall", En: "waterfall"},
		Answers: lang.Text{Sv: "Vilka delar består segregationen och dess ändring av?", En: "Which parts are segregation and its change made of?"},
		Needs:   lang.Text{Sv: "antal per grupp i områden på flera nivåer", En: "counts by group in areas of several levels"},
		Figures: waterfallFigures,
	},
	{
		ID: "overview", Name: lang.Text{Sv: "översikt", En: "overview"},
		Answers: lang.Text{Sv: "Hur ligger alla områden till i alla mått?", En: "How do all districts fare in all measures?"},
		Needs:   lang.Text{Sv: "flera mått för områden", En: "several measures of areas"},
		Figures: overviewFigures,
	},
	{
		ID: "profile", Name: lang.Text{Sv: "områdesprofil", En: "area profile"},
		Answers: lang.Text{Sv: "Hur ligger ett område till i alla mått?", En: "How does one district fare on all measures?"},
		Needs:   lang.Text{Sv: "flera mått för ett område", En: "several measures of one area"},
		Figures: profileFigures,
	},
	{
		ID: "contribution", Name: lang.Text{Sv: "områdenas andelar", En: "shares of areas"},
		Answers: lang.Text{Sv: "I vilka områden finns segregationen?", En: "In which areas does segregation lie?"},
		Needs:   lang.Text{Sv: "antal per grupp och område", En: "counts by group and area"},
		Figures: contributionFigures,
	},
	{
		ID: "pyramid", Name: lang.Text{Sv: "befolkningspyramid", En: "population pyramid"},
		Answers: lang.Text{Sv: "Vilka bor var, efter ålder och kön?", En: "Who lives where, by age and sex?"},
		Needs:   lang.Text{Sv: "antal per kön och ålder", En: "counts by sex and age"},
		Figures: pyramidFigures,
	},
	{
		ID: "scatter", Name: lang.Text{Sv: "samvariation", En: "correlation"},
		Answers: lang.Text{Sv: "Vilka mått följs åt mellan områdena?", En: "Which measures go together over districts?"},
		Needs:   lang.Text{Sv: "två mått för samma områden", En: "two measures of the same areas"},
		Figures: scatterFigures,
	},
	{
		ID: "index", Name: lang.Text{Sv: "ojämlikhet över tid", En: "inequality over time"},
		Answers: lang.Text{Sv: "Blir staden mer eller mindre jämlik?", En: "Is the city becoming more or less equal?"},
		Needs:   lang.Text{Sv: "ett index under minst två perioder", En: "an index in two periods or more"},
		Figures: indexFigures,
	},
	{
		ID: "tilemap", Name: lang.Text{Sv: "rutkarta", En: "tile map"},
		Answers: lang.Text{Sv: "Hur ligger områdena till, var i staden de än ligger?", En: "How do the districts fare, wherever in the city they lie?"},
		Needs:   lang.Text{Sv: "ett mått för områden och deras läge", En: "one measure of areas and where they lie"},
		Figures: tilemapFigures,
	},
	{
		ID: "choropleth", Name: lang.Text{Sv: "karta", En: "map"},
		Answers: lang.Text{Sv: "Var i staden är värdena höga och låga?", En: "Where in the city are values high and low?"},
		Needs:   lang.Text{Sv: "ett mått för områden och deras gränser", En: "one measure of areas and their boundaries"},
		Figures: choroplethFigures,
	},
	{
		ID: "certainty", Name: lang.Text{Sv: "karta över värde och säkerhet", En: "map of value and certainty"},
		Answers: lang.Text{Sv: "Var är värdena höga och låga, och var är det säkert?", En: "Where are values high and low, and where is it sure?"},
		Needs:   lang.Text{Sv: "ett mått med intervall för områden och deras gränser", En: "one measure of areas with intervals and their boundaries"},
		Figures: certaintyFigures,
	},
	{
		ID: "moran", Name: lang.Text{Sv: "Morandiagram", En: "Moran scatter plot"},
		Answers: lang.Text{Sv: "Liknar områden sina grannar?", En: "Are areas like their neighbours?"},
		Needs:   lang.Text{Sv: "ett mått för minst 30 områden och deras grannar", En: "one measure of 30 areas or more and their neighbours"},
		Figures: moranFigures,
	},
	{
		ID: "clusters", Name: lang.Text{Sv: "klusterkarta", En: "cluster map"},
		Answers: lang.Text{Sv: "Var ligger områden som liknar eller skiljer sig från sina grannar?", En: "Where do areas lie that are like or unlike their neighbours?"},
		Needs:   lang.Text{Sv: "ett mått för minst 30 områden och deras gränser", En: "one measure of 30 areas or more and their boundaries"},
		Figures: clusterFigures,
	},
	{
		ID: "funnel", Name: lang.Text{Sv: "tratt", En: "funnel"},
		Answers: lang.Text{Sv: "Vilka områden avviker mer än slumpen kan göra?", En: "Which districts differ by more than chance can make them?"},
		Needs:   lang.Text{Sv: "andelar eller tal med sina antal", En: "shares or rates with their counts"},
		Figures: funnelFigures,
	},
}
