package report

import "github.com/jamlik/jamlik/indicators/lang"

// The words of the chapter about the reconciliation.
var (
	rLead = lang.Text{
		Sv: "Uppgifterna har jämförts med varandra, med vad studien anger och med vad som är känt om källorna. Det gav %s och %s. En varning gäller något som troligen är fel eller lätt missförstås. En upplysning är bra att känna till. Inga värden har ändrats.",
		En: "The figures were compared with one another, with what the study declares and with what is known of the sources. That gave %s and %s. A warning is about something that is probably wrong or easily misread. A note is good to know. No values have been changed.",
	}
	rWarning = [2]lang.Text{{Sv: "varning", En: "warning"}, {Sv: "varningar", En: "warnings"}}
	rNote    = [2]lang.Text{{Sv: "upplysning", En: "note"}, {Sv: "upplysningar", En: "notes"}}

	rFindingsCap = lang.Text{Sv: "Varningar och upplysningar", En: "Warnings and notes"}
	rAbout       = lang.Text{Sv: "Gäller", En: "About"}
	rPeriod      = lang.Text{Sv: "Period", En: "Period"}
	rKind        = lang.Text{Sv: "Slag", En: "Kind"}
	rWhat        = lang.Text{Sv: "Vad som har hittats", En: "What was found"}
	rRow         = lang.Text{Sv: "Fil och rad", En: "File and row"}
	rRowOf       = lang.Text{Sv: "%s, rad %d", En: "%s, row %d"}
	rSource      = lang.Text{Sv: "Källan %s", En: "The source %s"}
	rWhole       = lang.Text{Sv: "hela %s", En: "all of %s"}
	rVersion     = lang.Text{Sv: ", indelning %s", En: ", delimitation %s"}
	rFromTo      = lang.Text{Sv: "%s till %s (%d perioder)", En: "%s to %s (%d periods)"}
	rTo          = lang.Text{Sv: " till ", En: " to "}
	rEvery       = lang.Text{Sv: "alla", En: "all"}
	rMore        = lang.Text{Sv: "Här visas %s av %s. Alla finns i filen data/reconciliation.csv.", En: "%s of %s are shown here. All are in the file data/reconciliation.csv."}

	rCoverageCap = lang.Text{Sv: "Täckning: andel av områdena som har ett värde, %s", En: "Coverage: share of the areas that have a value, %s"}
	rMeasure     = lang.Text{Sv: "Mått", En: "Measure"}
	rAreas       = lang.Text{Sv: "Antal områden", En: "Number of areas"}
	rEarlier     = lang.Text{Sv: "De senaste %d perioderna visas. Alla finns i filen data/coverage.csv.", En: "The latest %d periods are shown. All are in the file data/coverage.csv."}
	rOf          = lang.Text{Sv: "%d av %d områden", En: "%d of %d areas"}
	rAll         = lang.Text{Sv: "alla områden har värde", En: "all areas have a value"}
	rSome        = lang.Text{Sv: "några områden saknar värde", En: "some areas have no value"}
	rNone        = lang.Text{Sv: "inget område har värde", En: "no area has a value"}
	rNoPeriod    = lang.Text{Sv: "ingen uppgift för perioden", En: "no figures for the period"}

	wUpdated = lang.Text{Sv: "Ändrad av utgivaren", En: "Changed by publisher"}
	wCovers  = lang.Text{Sv: "Perioder", En: "Periods"}
	wFigures = lang.Text{Sv: "Antal uppgifter", En: "Number of figures"}
)
