package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
)

// template is the study that init writes: small, fictional, and commented line by line.
//
//go:embed template
var template embed.FS

func (p *program) initCommand() *cobra.Command {
	var f cityFlags
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Write a commented study to start from",
		Long: `Write a small commented study into DIR, which must be new or empty. It is about a fictional town and runs as it is; replace its files
with your own, one at a time.

With --city the study is about a Swedish municipality, and takes its indicators from the built-in catalogue; jamlik fetch then brings their
figures. --areas is a map (GeoJSON, GeoPackage) of its DeSO with their RegSO as attributes, as Statistics Sweden publishes it, which is copied into the
study, or a table of them without a map. Each RegSO is taken as a district at first: put your own districts in areas.csv.`,
		Example: `  jamlik init my-study
  jamlik run my-study -o out
  jamlik init lillkoping --city 9901 --name Lillköping --areas key.csv`,
		Args: positional(1, 1, "one directory"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.city == "" {
				for _, flag := range []string{"name", "areas", "use", "area-version", "date"} {
					if cmd.Flags().Changed(flag) {
						return usagef("--%s goes with --city", flag)
					}
				}
				files, err := fs.Sub(template, "template")
				if err != nil {
					return err
				}
				return p.writeStudy(args[0], func(stage string) error { return os.CopyFS(stage, files) })
			}
			files, err := f.files()
			if err != nil {
				return err
			}
			return p.writeStudy(args[0], func(stage string) error {
				for name, data := range files {
					if err := os.WriteFile(filepath.Join(stage, name), data, 0o666); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.city, "city", "", "code of a municipality, such as 1490")
	fl.StringVar(&f.name, "name", "", "with --city: what the municipality is called")
	fl.StringVar(&f.areas, "areas", "", "with --city: map or table of DeSO with the codes and names of their RegSO")
	fl.StringVar(&f.version, "area-version", "2025", "with --city: delimitation of the areas")
	fl.StringSliceVar(&f.use, "use", firstIndicators, "with --city: indicators of the catalogue")
	fl.StringVar(&f.date, "date", "", "with --city: date of the study; today where empty")
	if err := cmd.RegisterFlagCompletionFunc("use", completeIndicators); err != nil {
		panic(err) // there is no such flag
	}
	return cmd
}

// writeStudy makes a directory with what write puts into it. It is written beside and renamed, so that one with half a study never appears.
func (p *program) writeStudy(dir string, write func(stage string) error) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return fmt.Errorf("%s: is not empty; choose a new directory", dir)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return plainPathError(err)
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o777); err != nil {
		return err
	}
	stage, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".jamlik-init-*")
	if err != nil {
		return err
	}
	if err := errors.Join(write(stage), os.Chmod(stage, 0o755)); err != nil {
		return errors.Join(err, os.RemoveAll(stage))
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, os.RemoveAll(stage))
	}
	if err := os.Rename(stage, dir); err != nil {
		return errors.Join(err, os.RemoveAll(stage))
	}
	fmt.Fprintf(p.stdout, "%s\n", filepath.Join(dir, studyName))
	return nil
}

// today is the day on which a study is begun.
func today() string { return time.Now().Format(time.DateOnly) }
