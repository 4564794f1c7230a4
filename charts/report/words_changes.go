package report

import (
	"github.com/jamlik/jamlik/analysis/changes"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The words of the chapter about what has changed since an earlier report.
var (
	sinceLead = lang.Text{
		Sv: "Rapporten har jämförts med den från %s. Av talen i tabellerna över områden och index skiljer sig %s. Här står varför.",
		En: "The report was compared with the one of %s. Of the numbers in the tables of areas and indices, %s. This says why.",
	}
	sinceDiffer = [2]lang.Text{{Sv: "ett", En: "one differs"}, {Sv: "%s", En: "%s differ"}}
	sinceNone   = lang.Text{
		Sv: "Rapporten har jämförts med den från %s. Inga tal skiljer sig.",
		En: "The report was compared with the one of %s. No numbers differ.",
	}

	sinceMadeCap = lang.Text{Sv: "Vad som är annorlunda", En: "What is different"}
	sinceWhat    = lang.Text{Sv: "Vad", En: "What"}
	sinceWhich   = lang.Text{Sv: "Vilket", En: "Which"}
	sinceAffects = lang.Text{Sv: "Gäller", En: "About"}
	sinceProgram = lang.Text{Sv: "Programmets version", En: "Version of the program"}
	sinceSeed    = lang.Text{Sv: "Frö för slumptal", En: "Seed of random numbers"}
	sinceChoice  = lang.Text{Sv: "Val i studien", En: "Choice of the study"}
	// What readers call the keys of a study file that are choices; others by their key.
	sinceKeys = map[string]lang.Text{
		"comparison":  {Sv: "jämförelsernas nivåer och omdragningar (comparison)", En: "levels and redraws of comparisons (comparison)"},
		"disclosure":  {Sv: "gränser för vad som visas (disclosure)", En: "thresholds of what is shown (disclosure)"},
		"segregation": {Sv: "vilka grupper och nivåer segregation mäts för (segregation)", En: "groups and levels of segregation (segregation)"},
		"mix":         {Sv: "vilka delar blandning mäts för (mix)", En: "parts of mixes (mix)"},
		"space":       {Sv: "hur läget räknas (space)", En: "how location counts (space)"},
		"composites":  {Sv: "sammanvägda index (composites)", En: "composite indices (composites)"},
		"targets":     {Sv: "mål (targets)", En: "targets (targets)"},
		"version":     {Sv: "områdesindelning (version)", En: "delimitation of areas (version)"},
	}
	sinceDefined  = lang.Text{Sv: "Definition", En: "Definition"}
	sinceFile     = map[string]lang.Text{"changed": {Sv: "Ändrad fil", En: "Changed file"}, "added": {Sv: "Ny fil", En: "New file"}, "removed": {Sv: "Borttagen fil", En: "Removed file"}}
	sinceAllOf    = lang.Text{Sv: "alla mått", En: "all measures"}
	sinceArrow    = lang.Text{Sv: "%s, förut %s", En: "%s, before %s"}
	sinceUntold   = lang.Text{Sv: "Den förra rapporten säger inte vilka val och definitioner den gjordes med.", En: "The earlier report does not say which choices and definitions it was made with."}
	sinceCauseCap = lang.Text{Sv: "Hur många tal som skiljer sig, efter orsak", En: "How many numbers differ, by cause"}
	sinceCause    = lang.Text{Sv: "Orsak", En: "Cause"}
	sinceNumbers  = lang.Text{Sv: "Antal tal", En: "Numbers"}

	sinceCauses = map[changes.Cause]lang.Text{
		changes.NewData:       {Sv: "Uppgifter för en ny period", En: "Figures of a new period"},
		changes.Revision:      {Sv: "Reviderade uppgifter för samma period", En: "Revised figures of the same period"},
		changes.Choice:        {Sv: "Andra val i studien", En: "Other choices of the study"},
		changes.Definition:    {Sv: "Måttet är definierat på ett annat sätt", En: "The measure is defined in another way"},
		changes.Program:       {Sv: "En annan version av programmet", En: "Another version of the program"},
		changes.Method:        {Sv: "Metoden: flera av val, definition och program", En: "The method: several of choices, definition and program"},
		changes.DataAndMethod: {Sv: "Både uppgifter och val. Tabellfilen visar hur mycket var och en gör", En: "Both figures and choices. The table file shows how much each does"},
		changes.Unknown:       {Sv: "Går inte att avgöra: både uppgifter och metod är andra, eller så är det okänt", En: "Cannot be told apart: figures and method both differ, or it is not known"},
		changes.Scope:         {Sv: "Studien frågar efter annat än förut", En: "The study asks for other things than before"},
	}

	sinceRevisedCap = lang.Text{Sv: "Värden för samma period som är andra än i den förra rapporten", En: "Values of the same period that are others than in the earlier report"}
	sinceNewCap     = lang.Text{Sv: "Mått med uppgifter för en ny period, hela staden", En: "Measures with figures of a new period, the whole city"}
	sinceVerdictCap = lang.Text{Sv: "Bedömningar som är andra än i den förra rapporten", En: "Verdicts that are others than in the earlier report"}
	sinceOld        = lang.Text{Sv: "Förut", En: "Before"}
	sinceNew        = lang.Text{Sv: "Nu", En: "Now"}
	sinceMore       = lang.Text{Sv: "Här visas %s av %s. Alla finns i filen data/changes.csv.", En: "%s of %s are shown here. All are in the file data/changes.csv."}
	sinceKept       = lang.Text{Sv: "Visas inte, för att skydda enskilda", En: "Not shown, to protect persons"}
)
