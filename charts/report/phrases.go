package report

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/lang"
)

// phrases are the fixed texts of the templates. Those with %s take the name of the city.
var phrases = map[string]lang.Text{
	// header and frame of the page
	"skip":       {Sv: "Hoppa till innehållet", En: "Skip to the content"},
	"contents":   {Sv: "Innehåll", En: "Contents"},
	"to-top":     {Sv: "Till innehållsförteckningen", En: "Back to contents"},
	"languages":  {Sv: "Språk", En: "Language"},
	"explore":    {Sv: "Utforska områdena: välj, sortera och jämför själv", En: "Explore the districts: choose, sort and compare"},
	"period":     {Sv: "Avser", En: "Period"},
	"date":       {Sv: "Framtagen", En: "Produced"},
	"contact":    {Sv: "Kontakt", En: "Contact"},
	"ordered-by": {Sv: "Ordnad efter", En: "Ordered by"},
	"figure":     {Sv: "Diagram", En: "Figure"},
	"download":   {Sv: "Ladda ner", En: "Download"},
	"table":      {Sv: "tabell", En: "table"},
	"data-csv":   {Sv: "data (CSV)", En: "data (CSV)"},
	"fictional":  {Sv: "Påhittad stad.", En: "Fictional city."},

	// summary
	"summary":       {Sv: "Sammanfattning", En: "Summary"},
	"keep-in-mind":  {Sv: "Att tänka på", En: "Keep in mind"},
	"overview":      {Sv: "Översikt", En: "Overview"},
	"no-findings":   {Sv: "Inga skillnader är tillräckligt säkra för att lyftas fram här.", En: "No difference is certain enough to be put forward here."},
	"overview-lead": {Sv: "Varje rad är ett mått och varje kolumn ett område. Symbolen visar om området skiljer sig säkert från övriga %s.", En: "Each row is a measure and each column a district. The symbol shows whether the district clearly differs from the rest of %s."},

	// how to read
	"reading":          {Sv: "Så läser du rapporten", En: "How to read the report"},
	"reading-symbols":  {Sv: "Tecken i tabellerna", En: "Signs in the tables"},
	"reading-interval": {Sv: "Intervall och säkra skillnader", En: "Intervals and clear differences"},
	"interval-1": {
		Sv: "De flesta siffrorna kommer från register som omfattar alla invånare. De har inget urvalsfel. Men i ett litet område bor få personer, och då går värdet upp och ner av slump från år till år. Intervallet visar hur mycket slumpen kan betyda: är det brett ska värdet läsas med försiktighet. Där källan själv anger ett intervall, till exempel för en enkät, används källans.",
		En: "Most figures come from registers that cover all residents. They have no sampling error. But few people live in a small area, and its value then goes up and down by chance from year to year. The interval shows how much chance can mean: where it is wide, read the value with care. Where the source gives an interval of its own, as for a survey, that one is used.",
	},
	"interval-2": {
		Sv: "Varje område jämförs med övriga %s, det vill säga hela staden utom området självt. En skillnad kallas säker när dess intervall inte rymmer noll.",
		En: "Each district is compared with the rest of %s, that is, the whole city except the district itself. A difference is called clear when its interval does not include zero.",
	},
	"reading-groups": {Sv: "Grupper, inte enskilda personer", En: "Groups, not single persons"},
	"groups-1": {
		Sv: "Siffrorna gäller grupper av människor. De säger ingenting om en enskild person som bor i ett område. De visar att det finns skillnader men inte varför.",
		En: "The figures are about groups of people. They say nothing of a single person who lives in a district. They show that there are differences but not why.",
	},
	"reading-approximate": {Sv: "Ungefärliga värden", En: "Approximate values"},
	"approximate-1": {
		Sv: "Ibland anger källan bara en andel för varje litet område och inte hur många personer den gäller. Då vägs andelarna ihop med en folkmängd från en annan tabell. Ett sådant värde är ungefärligt, och det står vid måttet vilken folkmängd som har använts.",
		En: "Sometimes the source gives only a share for each small area and not how many persons it is about. The shares are then weighted together by a population from another table. Such a value is approximate, and the measure says which population was used.",
	},

	// areas
	"areas-lead": {Sv: "Så här är områdena sammansatta. DeSO är SCB:s minsta statistikområden och är avsedda att ha ungefär 700 till 2 700 invånare.", En: "This is how the districts are put together. DeSO are the smallest statistical areas of Statistics Sweden, meant to have about 700 to 2,700 residents."},
	"outside":    {Sv: "Delar av %s som inte hör till något område", En: "Parts of %s that belong to no district"},

	// measures
	"by-group":    {Sv: "Efter grupp", En: "By group"},
	"over-time":   {Sv: "Utveckling", En: "Over time"},
	"about":       {Sv: "Om måttet", En: "About the measure"},
	"definition":  {Sv: "Definition", En: "Definition"},
	"population":  {Sv: "Gäller", En: "Population"},
	"source":      {Sv: "Källa", En: "Source"},
	"direction":   {Sv: "Riktning", En: "Direction"},
	"limitations": {Sv: "Begränsningar", En: "Limitations"},

	// inequality
	"inequality": {Sv: "Ojämlikhet mellan områden", En: "Inequality between areas"},
	"inequality-lead": {
		Sv: "Här sammanfattas hur olika områdena är med ett tal för varje mått. Det är skillnader mellan områden, inte mellan människor. En Ginikoefficient räknad på områdens medelvärden är till exempel inte inkomstojämlikheten mellan människor, som är större.",
		En: "Here one number for each measure sums up how different the areas are. These are differences between areas, not between people. A Gini coefficient of area means, for instance, is not the inequality of incomes between people, which is larger.",
	},
	"spread-changes": {Sv: "Mått där skillnaderna har vuxit eller minskat säkert", En: "Measures whose differences have clearly grown or shrunk"},
	"reading-index":  {Sv: "Vad talen betyder och inte betyder", En: "What the numbers mean and do not mean"},
	"reading-of":     {Sv: "Så läses talen", En: "How to read the numbers"},

	// segregation
	"segregation": {Sv: "Boendesegregation", En: "Residential segregation"},
	"segregation-lead": {
		Sv: "Segregationsindex beskriver hur olika grupper är fördelade över stadens delar. Talen gäller var människor bor och säger ingenting om varför.",
		En: "Segregation indices describe how groups are spread over the parts of the city. The numbers are about where people live and say nothing of why.",
	},
	"schools": {Sv: "Skolsegregation", En: "School segregation"},
	"schools-lead": {
		Sv: "Här gäller talen var elever går i skolan, inte var de bor.",
		En: "Here the numbers are about where pupils study, not where they live.",
	},
	"not-between-cities": {
		Sv: "Jämför inte talen mellan kommuner eller mellan olika indelningar. Nivån beror på hur många och hur stora delar staden är indelad i.",
		En: "Do not compare the numbers between municipalities or between divisions. Their level depends on how many parts the city is divided into and how large they are.",
	},

	// profiles
	"profiles":      {Sv: "Områdesprofiler", En: "District profiles"},
	"profiles-lead": {Sv: "En sida för varje område med alla mått. Säkra skillnader gäller mot övriga %s.", En: "One page for each district with all measures. Clear differences are from the rest of %s."},

	// appendix and tables
	"appendix":      {Sv: "Bilaga för analytiker", En: "Appendix for analysts"},
	"appendix-lead": {Sv: "Diagrammen visar hur mycket slumpen kan betyda i små områden. Fler av samma slag finns bland filerna.", En: "The figures show how much chance can mean in small areas. There are more of the same kind among the files."},
	"more":          {Sv: "Fler diagram", En: "More figures"},
	"more-of":       {Sv: "Fler diagram av måttet", En: "More figures of the measure"},
	"table-at":      {Sv: "(i kapitlet Tabeller)", En: "(in the chapter Tables)"},
	"table-of":      {Sv: "Tabell:", En: "Table:"},
	"tables":        {Sv: "Tabeller", En: "Tables"},
	"tables-lead":   {Sv: "Här står de tabeller som är för långa för kapitlen, i samma ordning som där.", En: "Here are the tables that are too long for the chapters, in the order of these."},
	"back":          {Sv: "Tillbaka till kapitlet", En: "Back to the chapter"},
	"findings":      {Sv: "Fler iakttagelser", En: "More findings"},
	"findings-lead": {Sv: "Detta syns också i uppgifterna, utöver det som står i sammanfattningen.", En: "The data show this too, besides what is in the summary."},
	"as-figure":     {Sv: "Översikten som diagram", En: "The overview as a figure"},
	"english-whole": {Sv: "The whole report is also in English:", En: "The whole report is also in English:"},
	"english":       {Sv: "Summary in English", En: "Summary in English"},

	// reconciliation
	"targets": {Sv: "Uppföljning av mål", En: "Follow-up of targets"},
	"targets-pace": {
		Sv: "Att takten fortsätter är ett antagande. Tabellen säger inte vad som kommer att hända.",
		En: "That the pace goes on is an assumption. The table does not say what will happen.",
	},
	"changes": {Sv: "Vad har ändrats sedan förra rapporten", En: "What has changed since the last report"},
	"changes-causes": {
		Sv: "En orsak anges bara när den kan visas. Om bara uppgifterna är andra är det de som är orsaken. Om både uppgifter och val är andra har de förra valen prövats på de nya uppgifterna, och skillnaden har delats upp efter det. Om både uppgifter och programmets version är andra går orsakerna inte att skilja åt.",
		En: "A cause is only stated where it can be shown. Where only the figures differ, they are the cause. Where figures and choices both differ, the earlier choices were applied to the new figures, and the difference was divided by that. Where figures and the version of the program both differ, the causes cannot be told apart.",
	},
	"reconciliation":          {Sv: "Avstämning", En: "Reconciliation"},
	"reconciliation-findings": {Sv: "Vad avstämningen visar", En: "What the reconciliation shows"},
	"reconciliation-coverage": {Sv: "Hur många områden som har värden", En: "How many areas have values"},
	"coverage-1": {
		Sv: "Tabellerna visar hur stor andel av områdena som har ett värde för alla personer, eller för någon grupp där källan bara redovisar grupper. Andelarna är avrundade nedåt. Källorna med datum står under Metod och kvalitet.",
		En: "The tables show the share of areas that have a value for everyone, or for some group where the source reports only groups. Shares are rounded down. Sources with dates are under Method and quality.",
	},
	"no-remarks": {Sv: "Avstämningen gav inga anmärkningar.", En: "The reconciliation found nothing to remark on."},

	// method
	"method":             {Sv: "Metod och kvalitet", En: "Method and quality"},
	"method-values":      {Sv: "Värden", En: "Values"},
	"method-intervals":   {Sv: "Intervall och jämförelser", En: "Intervals and comparisons"},
	"method-groups":      {Sv: "Grupper, värden och sammansättning", En: "Groups, values and composition"},
	"method-sources":     {Sv: "Källor", En: "Sources"},
	"method-disclosure":  {Sv: "Skydd av enskilda", En: "Protection of persons"},
	"method-noise":       {Sv: "Slumpmässigt brus i källorna", En: "Random noise in the sources"},
	"method-breaks":      {Sv: "Brott i tidsserier", En: "Breaks in series"},
	"method-coverage":    {Sv: "Täckning", En: "Coverage"},
	"method-warnings":    {Sv: "Anmärkningar på uppgifterna", En: "Remarks on the data"},
	"method-segregation": {Sv: "Segregation över tid, skala och områden", En: "Segregation over time, scale and areas"},
	"method-indices":     {Sv: "Index", En: "Indices"},
	"method-inputs":      {Sv: "Indata och program", En: "Input files and program"},
	"no-breaks":          {Sv: "Inga brott är angivna för måtten.", En: "No breaks are stated for the measures."},
	"no-warnings":        {Sv: "Inga anmärkningar.", En: "No remarks."},

	// reuse
	"reuse":         {Sv: "Tillgänglighet och återanvändning", En: "Accessibility and reuse"},
	"accessibility": {Sv: "Tillgänglighet", En: "Accessibility"},
	"accessibility-met": {
		Sv: "Rapporten är gjord för att uppfylla WCAG 2.1, nivå AA, som är vad EN 301 549 (kapitel 9) och lagen om tillgänglighet till digital offentlig service (DOS-lagen) kräver av webbsidor. Varje diagram har en textbeskrivning, en längre beskrivning för den som lyssnar och sina siffror i en tabell eller fil. Inget budskap finns bara i färg. Sidan går att använda med enbart tangentbord, och texten går att förstora till 400 procent. Den har inga skript.",
		En: "The report is made to meet WCAG 2.1, level AA, which is what EN 301 549 (clause 9) and the Swedish act on accessibility of digital public services ask of web pages. Every figure has a description in text, a longer one for those who listen, and its numbers in a table or file. No message is in colour alone. The page works with the keyboard alone, and text can be enlarged to 400 per cent. It has no scripts.",
	},
	"accessibility-how": {
		Sv: "Prövat med automatiska prov när programmet görs: språk, rubriknivåer, tabellhuvuden, länkmål, textalternativ, kontraster, och att sidan ryms i 320 bildpunkter utan att rullas i sidled. Inga prov har gjorts med skärmläsare av vana användare, och ingen utomstående har granskat sidan. Den som publicerar rapporten ansvarar för webbplatsens tillgänglighetsredogörelse.",
		En: "Tested by automatic tests when the program is made: language, levels of headings, table headers, targets of links, text alternatives, contrasts, and that the page fits 320 pixels without scrolling sideways. Nobody who uses a screen reader daily has tested it, and nobody from outside has audited the page. Who publishes the report answers for the accessibility statement of the website.",
	},
	"accessibility-lacks": {Sv: "Kända brister:", En: "Known shortcomings:"},
	"accessibility-lack-1": {
		Sv: "Diagrammen som PDF och PNG är bilder utan taggad struktur. Textbeskrivningen och siffrorna finns här på sidan och i filerna med data.",
		En: "The figures as PDF and PNG are pictures without tagged structure. The descriptions and numbers are on this page and in the files of data.",
	},
	"accessibility-lack-2": {
		Sv: "Rapporten som PDF är taggad och har språk, titel och bokmärken, men är inte prövad mot PDF/UA.",
		En: "The report as PDF is tagged and has language, title and bookmarks, but has not been tested against PDF/UA.",
	},
	"accessibility-lack-3": {
		Sv: "På smala skärmar rullas breda tabeller och diagram i sidled, var och en i sin ram.",
		En: "On narrow screens wide tables and figures scroll sideways, each in its own frame.",
	},
	"accessibility-date":    {Sv: "Redogörelsen gäller rapporten som den togs fram", En: "The statement is about the report as it was produced on"},
	"accessibility-contact": {Sv: "Behöver du innehållet i en annan form? Kontakta:", En: "Do you need the content in another form? Contact:"},
	"licence":               {Sv: "Licens", En: "Licence"},
	"licence-1": {
		Sv: "Siffrorna får användas enligt källornas licenser, som står i tabellen över källor. Ange alltid källan. Diagrammen får användas på samma villkor.",
		En: "The figures may be used under the licences of the sources, which are in the table of sources. Always name the source. The charts may be used on the same terms.",
	},
	"cite": {Sv: "Så anger du rapporten som källa", En: "How to cite the report"},
}

// say returns a fixed text of the templates, with the name of the city where the text has a place for it.
func (p *page) say(key string, args ...any) (string, error) {
	t, ok := phrases[key]
	if !ok {
		return "", fmt.Errorf("no phrase %q", key)
	}
	if len(args) == 0 {
		return t.In(p.lang), nil
	}
	return p.sayf(t, args...), nil
}
