package cli

import (
	"fmt"
	"net/url"
	"path/filepath"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/rules"
	"github.com/asynctools/asynctools/syntax/source"
)

// writeSARIF writes a SARIF 2.1.0 log with the rules that were found, the path
// of each finding as related locations, and the fixes.
func writeSARIF(r report) error {
	log := sarif.NewReport()
	run := sarif.NewRunWithInformationURI("asynclsp", "https://github.com/asynctools/asynctools")
	run.Tool.Driver.WithVersion(Version)
	run.WithColumnKind("unicodeCodePoints")
	for _, rule := range rules.All() {
		run.AddRule(rule.Code).
			WithName(rule.Name).
			WithShortDescription(sarif.NewMultiformatMessageString().WithText(rule.Summary())).
			WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(sarifLevel(rule.Severity))).
			WithHelpURI(rule.URL()).
			WithMarkdownHelp(rule.Doc)
	}
	for _, file := range r.results {
		for _, d := range file.findings {
			result := run.CreateResultForRule(d.Rule.Code).
				WithLevel(sarifLevel(d.Severity)).
				WithMessage(sarif.NewTextMessage(d.Message)).
				AddLocation(sarif.NewLocationWithPhysicalLocation(place(file.path, d.File, d.Span)))
			if i := run.GetRuleIndex(d.Rule.Code); i >= 0 {
				result.WithRuleIndex(i)
			}
			for i, rel := range d.Related {
				at := sarif.NewLocationWithPhysicalLocation(place(file.display(rel.File), rel.File, rel.Span))
				result.AddRelatedLocation(at.WithID(i).WithMessage(sarif.NewTextMessage(rel.Message)))
			}
			if d.Fix != nil {
				change := sarif.NewArtifactChange().WithArtifactLocation(artifact(file.path))
				for _, e := range d.Fix.Edits {
					change.AddReplacement(sarif.NewReplacement().
						WithDeletedRegion(region(d.File, e.Span)).
						WithInsertedContent(sarif.NewArtifactContent().WithText(e.Text)))
				}
				result.AddFixe(sarif.NewFix().WithDescription(sarif.NewTextMessage(d.Fix.Message)).AddArtifactChange(change))
			}
		}
	}
	log.AddRun(run)
	if err := log.PrettyWrite(r.streams.Out); err != nil {
		return err
	}
	_, err := fmt.Fprintln(r.streams.Out)
	return err
}

func sarifLevel(s analyzer.Severity) string {
	switch s {
	case analyzer.Error:
		return "error"
	case analyzer.Warning:
		return "warning"
	}
	return "note"
}

func place(path string, f *source.File, span source.Span) *sarif.PhysicalLocation {
	return sarif.NewPhysicalLocation().WithArtifactLocation(artifact(path)).WithRegion(region(f, span))
}

// artifact is a file as a URI reference: relative paths stay relative.
func artifact(path string) *sarif.ArtifactLocation {
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
	}
	return sarif.NewSimpleArtifactLocation(u.String())
}

func region(f *source.File, span source.Span) *sarif.Region {
	start, end := at(f, span.Start), at(f, span.End)
	return sarif.NewSimpleRegion(start.Row, end.Row).WithStartColumn(start.Column).WithEndColumn(end.Column)
}
