package report

import (
	"github.com/jamlik/jamlik/analysis/target"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The words of the chapter about targets, and of findings about them.
var (
	goalLead = lang.Text{
		Sv: "Studien har %s. Tabellen visar hur långt det är kvar till dem, vilken takt som krävs för att nå dem i tid och vilken takt ändringen har haft hittills.",
		En: "The study has %s. The table shows how far it is to them, what pace it takes to reach them in time, and what pace the change has had so far.",
	}
	goalCount = [2]lang.Text{{Sv: "mål", En: "target"}, {Sv: "mål", En: "targets"}}
	goalCap   = lang.Text{Sv: "Målen och hur långt de har nåtts", En: "The targets and how far they are reached"}

	goalLimits = lang.Text{Sv: "Inom parentes står %s-intervall.", En: "In brackets are %s intervals."}

	goalTarget   = lang.Text{Sv: "Mål", En: "Target"}
	goalNow      = lang.Text{Sv: "Senaste värde", En: "Latest value"}
	goalDistance = lang.Text{Sv: "Värde minus mål", En: "Value minus target"}
	goalRequired = lang.Text{Sv: "Krävs per år", En: "Required a year"}
	goalPace     = lang.Text{Sv: "Takt hittills per år", En: "Pace so far a year"}
	goalThen     = lang.Text{Sv: "Värde vid samma takt", En: "Value at the same pace"}
	goalVerdict  = lang.Text{Sv: "Bedömning", En: "Verdict"}
	goalSource   = lang.Text{Sv: "Beslut", En: "Decision"}
	goalAtLeast  = lang.Text{Sv: "minst %s %s", En: "at least %s, %s"}
	goalAtMost   = lang.Text{Sv: "högst %s %s", En: "at most %s, %s"}
	goalPlain    = lang.Text{Sv: "%s %s", En: "%s, %s"}

	goalVerdicts = map[target.Verdict]lang.Text{
		target.Reached:    {Sv: "nått", En: "reached"},
		target.OnTrack:    {Sv: "nås med samma takt", En: "reached at the same pace"},
		target.NotOnTrack: {Sv: "nås inte med samma takt", En: "not reached at the same pace"},
		target.Missed:     {Sv: "nåddes inte", En: "was not reached"},
		target.CannotTell: {Sv: "kan inte avgöras", En: "cannot be told"},
	}
	goalClasses = map[target.Verdict]string{target.Reached: "better", target.OnTrack: "better", target.NotOnTrack: "worse", target.Missed: "worse"}
	goalGlyphs  = map[target.Verdict]string{target.Reached: "▲", target.OnTrack: "▲", target.NotOnTrack: "▼", target.Missed: "▼", target.CannotTell: "○"}
	goalUnsure  = lang.Text{Sv: "%s, inom den statistiska osäkerheten", En: "%s, within the statistical uncertainty"}
	goalBecause = lang.Text{Sv: "%s: %s", En: "%s: %s"}
	goalNoPace  = lang.Text{Sv: "%s, ingen takt: %s", En: "%s, no pace: %s"}
	goalBoth    = lang.Text{Sv: "%s: både att det nås och att det inte nås ryms i osäkerheten", En: "%s: both reaching it and not reaching it lie within the uncertainty"}

	goalReachedIs = lang.Text{Sv: "Målet för %s, %s, är nått: %s (%s).", En: "The target for %s, %s, is reached: %s (%s)."}
	goalMissedIs  = lang.Text{Sv: "Målet för %s, %s, nåddes inte: värdet blev %s (%s).", En: "The target for %s, %s, was not reached: the value was %s (%s)."}
	goalOnTrackIs = lang.Text{
		Sv: "Målet för %s, %s, nås om takten fortsätter som hittills. Värdet är %s (%s) och ändras med %s om året. Det krävs %s.",
		En: "The target for %s, %s, is reached if the pace goes on as so far. The value is %s (%s) and changes by %s a year. It takes %s.",
	}
	goalBehindIs = lang.Text{
		Sv: "Målet för %s, %s, nås inte om takten fortsätter som hittills. Värdet är %s (%s) och ändras med %s om året. Det krävs %s.",
		En: "The target for %s, %s, is not reached if the pace goes on as so far. The value is %s (%s) and changes by %s a year. It takes %s.",
	}
	goalNotSure = lang.Text{Sv: "Avståndet till målet ligger inom den statistiska osäkerheten.", En: "The distance to the target lies within the statistical uncertainty."}

	mTargets = []lang.Text{
		{
			Sv: "Ett mål är nått när värdet är minst, eller högst, så stort som målet säger. Ligger inte båda gränserna i värdets intervall på samma sida om målet, sägs att det är inom den statistiska osäkerheten. Har uppgiften för målets år kommit gäller den, och ingenting skrivs fram.",
			En: "A target is reached when the value is at least, or at most, as large as the target says. Where the limits of the value's interval do not lie on the same side of the target, it is said to be within the statistical uncertainty. Where the figure of the target's year is there it decides, and nothing is projected.",
		},
		{
			Sv: "Takten hittills är ändringen per år över den senaste obrutna serien, som i kapitlet om utveckling. Värdet vid samma takt är det senaste värdet plus takten gånger antalet år. Gränserna lägger ihop värdets och taktens egna: båda nedre och båda övre. Det senaste värdet ingår i serien som takten kommer av, och så räknat är gränserna hellre för vida än för snäva. Ett mål nås eller nås inte med samma takt bara när båda gränserna säger det. Att takten fortsätter är ett antagande, ingen prognos.",
			En: "The pace so far is the change a year over the latest unbroken series, as in the chapter about development. The value at the same pace is the latest value plus the pace times the number of years. The limits put together those of the value and of the pace: both lower and both upper. The latest value is one of the series that the pace comes from, and reckoned like this the limits are rather too wide than too narrow. A target is reached or not at the same pace only where both limits say so. That the pace goes on is an assumption, no forecast.",
		},
	}
)
