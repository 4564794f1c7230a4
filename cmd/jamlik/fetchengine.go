package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/fetch"
	"github.com/jamlik/jamlik/ingest/snapshot"
	"github.com/jamlik/jamlik/ingest/study"
)

// countedFile is the file of cells in a snapshot.
const countedFile = "cells.csv"

// countingOf returns what a fetch of a study asks an engine.
func countingOf(f study.Fetch) counting {
	return counting{Query: f.Query(), Complete: f.Complete, Totals: f.Totals}
}

// fetchCounted does with a fetch from an engine what the flags say. Directory is the study's, which files are below where nothing else is said.
func (p *program) fetchCounted(ctx context.Context, f study.Fetch, directory, folder string, flags fetchFlags) (outcome, error) {
	fail := func(err error) (outcome, error) { return outcome{}, fmt.Errorf("%s: %w", f.ID, err) }
	if flags.check {
		return p.checkCounted(f, folder)
	}
	if flags.offline && f.Engine != "local" {
		fmt.Fprintf(p.stdout, "%s: what %s would be asked depends on the columns of the table: leave out --offline\n", f.ID, f.Engine)
		return outcome{}, nil
	}
	e, err := openEngine(ctx, f.Engine, f.Variable(), directory)
	if err != nil {
		return fail(err)
	}
	defer e.Close()
	statements, err := e.Statements(f.Query())
	if err != nil {
		return fail(err)
	}
	if flags.dryRun {
		return outcome{}, p.printCounting(f, statements, flags.format)
	}
	o, err := p.count(ctx, e, f, statements, folder, flags.refresh)
	if err != nil {
		return fail(err)
	}
	return o, nil
}

// count asks an engine and keeps its answer. Where that is what the snapshot has already, the snapshot stays.
func (p *program) count(ctx context.Context, e engine.Engine, f study.Fetch, statements []engine.Statement, folder string, refresh bool) (outcome, error) {
	version, err := e.Version(ctx)
	if err != nil {
		return outcome{}, err
	}
	cells, err := countingOf(f).cells(ctx, e)
	if err != nil {
		return outcome{}, err
	}
	p.warn(cells.Warnings...)
	if cells.Len() == 0 {
		return outcome{}, indicators.Problem{What: "no person is counted: no row of the table is kept", Remedy: "compare what stands after where with the values of the columns"}
	}
	body, err := cellsAs(cells, ".csv")
	if err != nil {
		return outcome{}, err
	}
	query, err := json.Marshal(countingOf(f))
	if err != nil {
		return outcome{}, err
	}
	s := snapshot.Snapshot{ID: f.ID, API: f.Engine, Table: f.Table, Format: "csv", Query: query, Counted: &snapshot.Counted{Version: version, Cells: cells.Len()}}
	for _, st := range statements {
		s.Counted.Statements = append(s.Counted.Statements, st.Text)
	}
	for _, withheld := range cells.Withheld {
		if withheld {
			s.Counted.Withheld++
		}
	}
	if n := s.Counted.Withheld; n > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s withheld of %d", lang.Count(n, "cell"), cells.Len()))
	}
	before, state, err := counted(f, folder)
	if err != nil {
		return outcome{}, err
	}
	if !refresh && state == stateCurrent && before.Parts[0].Check(countedFile, bytes.NewReader(body)) == nil {
		return countedOutcome(f, stateCurrent, before, folder), nil
	}
	if s, err = fetch.Keep(folder, s, countedFile, body, time.Now()); err != nil {
		return outcome{}, err
	}
	return countedOutcome(f, stateFetched, s, folder), nil
}

func countedOutcome(f study.Fetch, state string, s snapshot.Snapshot, folder string) outcome {
	return outcomeOf(fetch.Query{ID: f.ID}, state, s, folder)
}

// counted returns the snapshot of a fetch and whether it answers what the study asks: it is current then, as far as can be known.
func counted(f study.Fetch, folder string) (snapshot.Snapshot, string, error) {
	s, err := snapshot.Read(os.DirFS(folder), f.ID)
	switch {
	case errors.As(err, new(indicators.Problem)): // none, or none that can be read
		return s, stateMissing, nil
	case err != nil:
		return s, "", err
	}
	want, err := json.Marshal(countingOf(f))
	if err != nil {
		return s, "", err
	}
	var have bytes.Buffer
	if json.Compact(&have, s.Query) != nil || !bytes.Equal(have.Bytes(), want) || s.API != f.Engine || len(s.Parts) != 1 {
		return s, stateOther, nil
	}
	return s, stateCurrent, nil
}

// checkCounted tells whether there is a snapshot of what the study asks. Whether the persons have changed since cannot be known without counting them.
func (p *program) checkCounted(f study.Fetch, folder string) (outcome, error) {
	s, state, err := counted(f, folder)
	if err != nil {
		return outcome{}, fmt.Errorf("%s: %w", f.ID, err)
	}
	switch state {
	case stateMissing:
		p.warn(fmt.Errorf("%s: is not fetched yet", f.ID))
	case stateOther:
		p.warn(fmt.Errorf("%s: the snapshot answers another query than the study now asks", f.ID))
	case stateCurrent:
		state = stateUnknown
		p.inform(fmt.Sprintf("%s: whether the register has changed since %s cannot be known without counting: jamlik fetch --only %s counts, and keeps the snapshot where the answer is the same", f.ID, s.Retrieved(), f.ID))
	}
	return countedOutcome(f, state, s, folder), nil
}

// printCounting prints what an engine would be asked.
func (p *program) printCounting(f study.Fetch, statements []engine.Statement, format string) error {
	if format == "json" {
		return p.writeJSON(struct {
			ID         string             `json:"id"`
			Engine     string             `json:"engine"`
			Statements []engine.Statement `json:"statements"`
		}{f.ID, f.Engine, statements})
	}
	fmt.Fprintf(p.stdout, "%s: %s, %s\n", f.ID, f.Engine, lang.Count(len(statements), "statement"))
	printStatements(p.stdout, statements)
	return nil
}
