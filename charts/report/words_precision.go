package report

import "github.com/jamlik/jamlik/indicators/lang"

// Words of the chapter about places, small areas and chance.
var (
	sureTitle = lang.Text{Sv: "Hur säkra är siffrorna?", En: "How sure are the figures?"}
	sureLead  = lang.Text{
		Sv: "Alla siffror kan ställas i ordning, men en plats i en rangordning säger ofta mindre än den ser ut att göra. Här står hur säkra platserna är, vad värden för de minsta områdena är värda och hur mycket av skillnaderna mellan områden som är slump.",
		En: "Any figures can be put in order, but a place in a ranking often says less than it seems to. Here is how sure the places are, what values of the smallest areas are worth, and how much of the differences between areas is chance.",
	}

	surePlaces   = lang.Text{Sv: "Områdenas platser", En: "The places of the districts"}
	surePlacesIs = lang.Text{
		Sv: "Plats 1 är det bästa värdet, eller det högsta för mått som inte bedöms. ”Säkert” är de platser som ett område kan ha när slumpen räknas in: med %s säkerhet stämmer det för alla områden samtidigt, ett mått i taget.",
		En: "Place 1 is the best value, or the highest for measures that are not judged. “Surely” gives the places that a district may have when chance is taken into account: with %s confidence this holds for all districts at once, one measure at a time.",
	}
	surePlacesCap   = lang.Text{Sv: "Hur säkra platserna är", En: "How sure the places are"}
	surePlacesNote  = lang.Text{Sv: "Varje områdes plats finns i områdets profil och i data/ranks, med sannolikheter.", En: "The place of each district is in its profile and in data/ranks, with probabilities."}
	sureDistricts   = lang.Text{Sv: "Antal områden", En: "Districts"}
	sureFirst       = lang.Text{Sv: "På plats 1", En: "In place 1"}
	sureSurelyFirst = lang.Text{Sv: "Säkert på plats", En: "Surely in place"}
	sureLast        = lang.Text{Sv: "Sist", En: "Last"}
	sureSurelyLast  = lang.Text{Sv: "Säkert på plats", En: "Surely in place"}
	sureSurePlaces  = lang.Text{Sv: "Områden med en enda säker plats", En: "Districts with one sure place"}
	sureHighest     = lang.Text{Sv: "1 är högst", En: "1 is the highest"}
	sureTiedMany    = lang.Text{Sv: "%d områden med samma värde", En: "%d districts with the same value"}
	surePlaceOf     = lang.Text{Sv: "%s: %s av %d", En: "%s: %s of %d"}
	sureLies        = lang.Text{Sv: "%s ligger säkert på dessa platser – %s.", En: "%s is surely in these places – %s."}
	sureOpen        = lang.Text{Sv: "%s kan ha mer än hälften av platserna i fråga om %s.", En: "%s may have more than half of the places as to %s."}
	sureOf          = lang.Text{Sv: "%s av %d", En: "%s of %d"}
	surePlaceHead   = lang.Text{Sv: "Säkert på plats", En: "Surely in place"}

	sureProfile = lang.Text{Sv: "Plats 1 är bäst, eller högst för mått som inte bedöms.", En: "Place 1 is the best, or the highest for measures that are not judged."}
	sureSmall   = lang.Text{Sv: "Små områden", En: "Small areas"}
	sureSmallIs = lang.Text{
		Sv: "Ju färre personer ett värde bygger på, desto mer av det är slump, och desto oftare hamnar området överst eller nederst i en tabell. Det ”dragna” värdet är en bättre gissning om området i längden: områdets eget värde vägt samman med de andra områdenas, så att det egna väger mindre ju färre personer det bygger på.",
		En: "The fewer persons a value rests on, the more of it is chance, and the more often the area ends up at the top or the bottom of a table. The “drawn” value is a better guess of what the area is like in the long run: its own value weighed together with those of the others, its own weighing less the fewer persons it rests on.",
	}
	sureSmallUse = lang.Text{
		Sv: "Det dragna värdet ersätter inte det publicerade. Det dras mot de andra även där området verkligen är annorlunda.",
		En: "The drawn value does not replace the published one. It is drawn to the others also where the area really is different.",
	}
	sureSmallCap  = lang.Text{Sv: "Små områden vars värden dras längst", En: "Small areas whose values are drawn furthest"}
	sureSmallNote = lang.Text{
		Sv: "Högst %d områden per mått: de vars värde ändras mest, bland dem vars eget värde väger mindre än %s. Alla områden finns i data/shrunken.",
		En: "At most %d areas for each measure: those whose value changes most, among those whose own value weighs less than %s. All areas are in data/shrunken.",
	}
	sureSteady = lang.Text{
		Sv: "För %s bygger värdena på så många, och områdena skiljer sig så mycket, att inget värde ändras märkbart.",
		En: "For %s the values rest on so many, and the areas differ so much, that no value changes noticeably.",
	}
	sureNoneSmall = lang.Text{
		Sv: "Värden för små områden visas inte här för källor som inte redan är skyddade av utgivaren.",
		En: "Values of small areas are not shown for sources that the publisher has not already protected.",
	}
	sureSpreadOfAreas = lang.Text{Sv: "%s, i medeltal %s, standardavvikelse utan slump %s", En: "%s, %s on average, standard deviation without chance %s"}
	sureArea          = lang.Text{Sv: "Område", En: "Area"}
	surePersons       = lang.Text{Sv: "Antal som värdet gäller", En: "Number that the value is of"}
	sureOwn           = lang.Text{Sv: "Eget värde", En: "Own value"}
	sureDrawn         = lang.Text{Sv: "Draget mot alla", En: "Drawn to all"}
	sureOwnWeight     = lang.Text{Sv: "Det egna värdets vikt", En: "Weight of its own value"}
	sureNear          = lang.Text{Sv: "Draget mot grannarna", En: "Drawn to the neighbours"}

	sureSpread   = lang.Text{Sv: "Skillnader med och utan slump", En: "Differences with and without chance"}
	sureSpreadIs = lang.Text{
		Sv: "Områden skiljer sig åt även om slumpen ensam råder. Tabellen visar hur mycket områdena skiljer sig, som standardavvikelse, med och utan det som slumpen i genomsnitt gör av det, och med och utan det brus som utgivaren lägger till med avsikt.",
		En: "Areas differ even where there is nothing but chance. The table shows how much the areas differ, as a standard deviation, with and without what chance makes of it on average, and with and without the noise that the publisher adds on purpose.",
	}
	sureSpreadCap  = lang.Text{Sv: "Spridning mellan områden med och utan slump och brus", En: "Spread between areas with and without chance and noise"}
	sureSpreadNote = lang.Text{
		Sv: "Andelarna är av variansen, vägd efter antalet personer. ”.” betyder att utgivaren inte lägger till brus, ”..” att ingen uppger hur stort det är.",
		En: "The shares are of the variance, weighted by the number of persons. “.” means that the publisher adds no noise, “..” that nobody tells how large it is.",
	}
	sureLevel      = lang.Text{Sv: "Mellan", En: "Between"}
	sureObserved   = lang.Text{Sv: "Som det ser ut", En: "As it looks"}
	sureWithout    = lang.Text{Sv: "Utan slump och brus", En: "Without chance and noise"}
	sureChance     = lang.Text{Sv: "Slumpens andel", En: "Share of chance"}
	sureDeliberate = lang.Text{Sv: "Brusets andel", En: "Share of noise"}

	fSurePlace = lang.Text{
		Sv: "%s har plats %s av %s (%s), där 1 är bäst. Det är säkert på nivån %s, med alla områden jämförda samtidigt.",
		En: "%s has place %s of %s (%s), where 1 is the best. This is clear at the %s level, with all districts compared at once.",
	}
	fMostlyChance = lang.Text{
		Sv: "%s av variationen mellan områdena (%s) är vad slump och brus gör i genomsnitt. Vilket område som ligger högst eller lägst säger därför lite.",
		En: "%s of the variation between the districts (%s) is what chance and noise make on average. Which district is the highest or the lowest therefore says little.",
	}
	mShrink = lang.Text{
		Sv: "Dragna värden är empirisk Bayes: andelar med en betabinomial modell, tal med en gamma-Poisson-modell och värden med publicerade gränser med en normalmodell (Marshall 1991; Morris 1983). Det egna värdet väger A/(A + V), där V är slumpens varians och A variansen mellan områdenas sanna värden. A är okänd och vägs samman över allt som siffrorna medger (Morris och Lysy 2012), så att intervallen inte blir för korta där områdena är få. Förutsättningar: områdena är i övrigt jämförbara och deras fel oberoende. Intervallen stämmer lika ofta som de säger för områdena tillsammans, inte för vart och ett. Grannar är områden med gemensam gräns på kartan; ett område med färre än fyra grannar dras bara mot alla.",
		En: "Drawn values are empirical Bayes: shares by a beta-binomial model, rates by a gamma-Poisson model, values with published limits by a normal model (Marshall 1991; Morris 1983). The area's own value weighs A/(A + V), with V the variance of chance and A that between the true values of the areas. A is unknown and averaged over all that the figures allow (Morris and Lysy 2012), so that the intervals are not too short where areas are few. Assumptions: the areas are otherwise comparable and their errors independent. The intervals hold as often as they say for the areas together, not for each. Neighbours are areas with a common border on the map; an area with fewer than four is drawn to all only.",
	}
	mRanks = lang.Text{
		Sv: "Säkra platser räknar de områden som är säkert bättre och säkert sämre, så att alla platser stämmer samtidigt på nivån %s: till och med %d områden prövas alla par på en gång (Mogstad, Romano, Shaikh och Wilhelm 2024), fler områden jämförs med samtidiga intervall (Klein, Wright och Wieczorek 2020). Sannolikheter och förväntade platser i data/ranks kommer av %s dragningar ur vad som är troligt om värdena (Goldstein och Spiegelhalter 1996), för fler än %d områden av summor av normalfördelningar. De gäller ett område i taget och är inte lika försiktiga som de säkra platserna.",
		En: "Sure places count the districts that are surely better and surely worse, so that all places hold at once at the %s level: up to %d areas all pairs are tested together (Mogstad, Romano, Shaikh and Wilhelm 2024), more areas are compared by simultaneous intervals (Klein, Wright and Wieczorek 2020). Probabilities and expected places in data/ranks come from %s draws of what is believed of the values (Goldstein and Spiegelhalter 1996), for more than %d areas from sums of normal distributions. They are about one area at a time and not as careful as the sure places.",
	}
)
