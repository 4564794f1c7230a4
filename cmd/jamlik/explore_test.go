package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
)

// checkExplorer holds the addresses that the explorer embeds to what the report has, and the page to a size that mail lets through.
func checkExplorer(t *testing.T, files map[string][]byte, most int) {
	for _, lg := range lang.All {
		page, report := string(files[explorerName(lg)]), string(files[reportName(lg)])
		if len(page) == 0 || len(page) > most {
			t.Errorf("%s has %d bytes, want at most %d", explorerName(lg), len(page), most)
		}
		if !strings.Contains(report, `href="`+explorerName(lg)+`"`) {
			t.Errorf("%s does not link to %s", reportName(lg), explorerName(lg))
		}
		found := regexp.MustCompile(`"href":"`+regexp.QuoteMeta(reportName(lg))+`#([^"]+)"`).FindAllStringSubmatch(page, -1)
		if len(found) < 20 {
			t.Errorf("%s has %d addresses in the report", explorerName(lg), len(found))
		}
		for _, m := range found {
			if !strings.Contains(report, `id="`+m[1]+`"`) {
				t.Errorf("%s leads to %s#%s, which is not there", explorerName(lg), reportName(lg), m[1])
			}
		}
	}
}
