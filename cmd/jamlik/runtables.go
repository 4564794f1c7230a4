package main

import (
	"fmt"
	"path/filepath"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/ingest/reconcile"
	"github.com/jamlik/jamlik/ingest/study"
)

// onlyTables is what --only has where nothing but tables is wanted.
const onlyTables = "tables"

// inParts lets observations be written away that do not fit into memory.
func inParts(o *study.LoadOptions) { o.Memory = study.DefaultMemory() }

// runTables is the main job without figures and report. What comes of each indicator is written as soon as it is there.
func (p *program) runTables(args []string, f runFlags) error {
	if f.out == "" {
		return usagef("-o is empty: want a directory for the result")
	}
	l, err := p.load(args, inParts)
	if err != nil {
		return err
	}
	defer l.Close()
	o, err := analysisOptions(l)
	if err != nil {
		return err
	}
	out, err := newOutput(f.out)
	if err != nil {
		return err
	}
	defer out.close()
	tables := newTableSet(out, l, o.Compare.Against)
	rest, err := analysis.Each(l.Parts(), o, tables.add)
	if err != nil {
		return err
	}
	p.warnOf(l, rest)
	if err := p.strictError(); err != nil {
		return err
	}
	if err := inParallel(append(tables.finish(rest), p.otherTables(out, l, rest)...)); err != nil {
		return err
	}
	excel := 0
	for _, left := range out.omitted {
		if left.Reason == longTable {
			excel++
		}
	}
	if excel > 0 {
		p.inform(fmt.Sprintf("%d files for Excel are left out, of tables with more than %d rows; the manifest lists them", excel, heldRows))
	}
	m, err := manifestOf(l)
	if err != nil {
		return err
	}
	m.Only = onlyTables
	if err := out.commit(m); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, filepath.Join(f.out, "data"))
	return nil
}

// otherTables are the tables of what several indicators tell together and of the study. They may be written at once.
func (p *program) otherTables(out *outputDir, l *study.Loaded, res *analysis.Results) []func() error {
	of := provenance(l)
	return []func() error{
		func() error { return p.writeMaps(out, l, res) },
		func() error { return writeSegregation(out, l, res) },
		func() error { return writeRankOrders(out, l, res) },
		func() error { return writeTable(out, "data/discoveries", discoveryRows(res), of) },
		func() error { return writeTable(out, "data/pyramids", pyramidRows(res), of) },
		func() error { return writeTable(out, "data/findings", foundRows(l, res), of) },
		func() error { return writeTargets(out, l, res) },
		func() error { return writeTable(out, "data/composites", compositeRows(res), of) },
		func() error { return writeTable(out, "data/composite-parts", compositePartRows(res), of) },
		func() error { return writeTable(out, "data/agreement", agreementRows(res), of) },
		func() error { return writeTable(out, "data/relations", relationRows(res), of) },
		func() error { return writeTable(out, "data/disadvantage", disadvantageRows(res), of) },
		func() error { return writeTable(out, "data/profiles", profileRows(res), of) },
		func() error { return writeTable(out, "data/profile-tree", profileTreeRows(res), of) },
		func() error {
			return writeTable(out, "data/reconciliation", findingRows(warningsFirst(published(l).Findings, analysisFindings(l, res))), of)
		},
		func() error { return writeTable(out, "data/disclosure", disclosureRows(res), of) },
		func() error { return writeTable(out, "data/coverage", coverageRows(l.Reconciliation), of) },
	}
}

// warnOf prints the warnings of an analysis.
func (p *program) warnOf(l *study.Loaded, res *analysis.Results) {
	for _, f := range analysisFindings(l, res) {
		if f.Severity == reconcile.Warning {
			p.warn(f)
		}
	}
}
