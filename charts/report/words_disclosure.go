package report

import "github.com/jamlik/jamlik/indicators/lang"

// The words about what is withheld to protect persons.
var (
	dRules = lang.Text{
		Sv: "Antal från 1 till under %s och befolkningar under %s visas inte om källan inte redan är skyddad. Det gäller också antalet övriga när måttet är en andel. Noll visas: det berättar inte om någon.",
		En: "Counts from 1 to below %s and populations below %s are not shown unless the source is already protected. This also holds for the number of the others where the measure is a share. Zero is shown: it tells of nobody.",
	}
	dMaxShare = lang.Text{
		Sv: "Andelar över %s visas inte, eftersom de berättar om nästan alla. Detsamma gäller grupper som är mer än så av dem som bor i ett område.",
		En: "Shares above %s are not shown, because they tell of nearly everyone. The same holds for groups that make up more than that of an area.",
	}
	dNoMaxShare = lang.Text{
		Sv: "Om alla i ett område räknas till samma grupp visas det.",
		En: "Where all persons of an area are of one group, that is shown.",
	}
	dRounded = lang.Text{
		Sv: "Antal ur källor som inte redan är skyddade avrundas till närmaste tal som är delbart med %s, innan något räknas fram. Andelar, skillnader och index bygger alltså på avrundade antal. Varje antal avrundas för sig, så delarna blir inte alltid lika med helheten.",
		En: "Counts from sources that are not already protected are rounded to the nearest multiple of %s before anything is worked out. Shares, differences and indices thus rest on rounded counts. Each count is rounded by itself, so parts do not always come to their whole.",
	}
	dRoundedRandom = lang.Text{
		Sv: "Antal ur källor som inte redan är skyddade avrundas uppåt eller nedåt till ett tal som är delbart med %s, innan något räknas fram. Slumpen avgör åt vilket håll, så att avrundningen i genomsnitt inte ändrar antalen, och samma antal avrundas alltid lika. Andelar, skillnader och index bygger alltså på avrundade antal. Delarna blir inte alltid lika med helheten.",
		En: "Counts from sources that are not already protected are rounded up or down to a multiple of %s before anything is worked out. Chance says which, so that rounding does not change counts on average, and one count is always rounded alike. Shares, differences and indices thus rest on rounded counts. Parts do not always come to their whole.",
	}
	dOthers = lang.Text{
		Sv: "Den som ser tabellen kan räkna baklänges: områden summerar till staden och grupper till alla. Därför döljs också andra tal, så att det minsta och det största som ett dolt antal kan vara ligger minst %s från varandra, om inte hela befolkningen är mindre än så. De väljs så att uppgifter om så få personer som möjligt går förlorade. Valet är ett optimeringsproblem, som löses med linjärprogrammering (Fischetti och Salazar 2000). Varje dolt tal prövas sedan genom att det räknas ut så nära det går ur allt som visas.",
		En: "A reader of a table can reckon backwards: areas add up to the city and groups to everyone. Other numbers are therefore withheld too, so that the least and the greatest that a withheld count may be are at least %s apart, unless the whole population is less than that. They are chosen so that figures about as few persons as possible are lost. The choice is an optimisation, solved by linear programming (Fischetti and Salazar 2000). Every withheld number is then tested by working it out as closely as can be from all that is shown.",
	}
	dLimits = lang.Text{
		Sv: "Läsaren antas känna till befolkningen i varje område och vilka områden som ligger utanför stadsdelarna. Antalen behandlas som om de kunde vara brutna tal; eftersom de är heltal kan en läsare komma upp till en person närmare i var ände. Skyddet räknas för varje mått och period för sig. Det hindrar inte den som vet mer, till exempel från en annan källa. Index och fördelningar som bygger på ett dolt tal visas inte heller.",
		En: "The reader is taken to know the population of each area and which areas lie outside the districts. Counts are treated as if they could be fractions; as they are whole numbers, a reader may come up to one person closer at either end. Protection is worked out for each measure and period by itself. It does not stop one who knows more, from another source for example. Indices and distributions that rest on a withheld number are not shown either.",
	}
	dNothing = lang.Text{
		Sv: "Av %s mått och perioder ur oskyddade källor innehåller inga för små tal.",
		En: "Of %s measures and periods from sources that are not protected, none has too small numbers.",
	}
	dMore = lang.Text{
		Sv: "I tabellen är mått och perioder där något har dolts: %s av %s ur oskyddade källor. Alla finns i filen data/disclosure.csv.",
		En: "The table has the measures and periods of which something was withheld: %s of %s from sources that are not protected. All are in the file data/disclosure.csv.",
	}
	dCut = lang.Text{
		Sv: "Här visas de %s senaste.",
		En: "The latest %s are shown here.",
	}
	dCap       = lang.Text{Sv: "Dolda tal efter mått och period", En: "Withheld numbers by measure and period"}
	dMeasure   = lang.Text{Sv: "Mått", En: "Measure"}
	dPeriod    = lang.Text{Sv: "Period", En: "Period"}
	dNumbers   = lang.Text{Sv: "Tal", En: "Numbers"}
	dSmall     = lang.Text{Sv: "Dolda som för små", En: "Withheld as too small"}
	dProtect   = lang.Text{Sv: "Dolda för att skydda andra", En: "Withheld to protect others"}
	dLost      = lang.Text{Sv: "Personer vars uppgifter inte syns", En: "Persons whose figures are not seen"}
	dNarrowest = lang.Text{Sv: "Smalaste intervall", En: "Narrowest interval"}
	dChoice    = lang.Text{Sv: "Valet", En: "The choice"}
	dOptimal   = lang.Text{Sv: "det bästa", En: "the best"}
	dNear      = lang.Text{Sv: "högst %s sämre än det bästa", En: "at most %s worse than the best"}
	dShort     = lang.Text{
		Sv: "Det smalaste intervallet gäller områden med minst %s personer. I mindre områden är hela befolkningen färre än så, och ett bredare intervall går inte att få.",
		En: "The narrowest interval is of areas with at least %s persons. In smaller areas the whole population is less than that, and no wider interval can be had.",
	}
	dContradictory = lang.Text{Sv: "allt är dolt: delar och helhet motsäger varandra", En: "all withheld: parts and whole contradict one another"}
)
