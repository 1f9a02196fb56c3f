using System.Globalization;
using Cordon.Cli.Stories;
using Cordon.Domain.Incidents;
using Cordon.Ethereum;

namespace Cordon.Cli.Report;

/// <summary>Draws who gave what to whom as inline SVG: accounts as boxes, flows as numbered arrows.</summary>
/// <remarks>Accounts stand in columns by their distance from the sender. The numbers are those of the list below the
/// drawing, which holds the amounts, so that the drawing stays readable at phone width.</remarks>
internal sealed class FlowGraph
{
    private const int AccountsMax = 24;
    private const int ColumnsMax = 5;
    private const int BoxWidth = 118;
    private const int BoxHeight = 38;
    private const int ColumnStep = 190;
    private const int RowStep = 66;
    private const int Margin = 16;

    private readonly Dictionary<Address, (int Column, int Row)> _places = [];
    private readonly TransactionStory _story;
    private readonly Incident? _incident;

    public FlowGraph(TransactionStory story, Incident? incident)
    {
        (_story, _incident) = (story, incident);
        Place();
    }

    /// <summary>Accounts that found no room; their flows are in the list only.</summary>
    public int AccountsOmitted { get; private set; }

    /// <summary>Writes the drawing; nothing where nothing flowed.</summary>
    public void Write(HtmlWriter html)
    {
        if (_places.Count < 2) return;

        int width = (2 * Margin) + (_places.Values.Max(place => place.Column) * ColumnStep) + BoxWidth;
        int height = (2 * Margin) + (_places.Values.Max(place => place.Row) * RowStep) + BoxHeight + RowStep;
        html.Open("div", ("class", "graph")).Open("svg", ("viewBox", $"0 0 {width} {height}"), ("role", "img"),
            ("style", $"min-width:min({width}px,100%);max-width:{width * 3 / 2}px"),
            ("aria-label", "Token flow between accounts; the list below says the same in words"));
        WriteArrowHead(html);
        foreach (var pair in _story.Flows.Where(Fits).GroupBy(flow => (flow.From, flow.To)))
            WriteArrow(html, [.. pair]);
        foreach ((Address account, (int column, int row)) in _places) WriteBox(html, account, column, row);
        html.Close("svg").Close("div");
    }

    private bool Fits(StoryFlow flow) => _places.ContainsKey(flow.From) && _places.ContainsKey(flow.To);

    // In the order of the flows each newcomer is put one column beside whom it dealt with first.
    private void Place()
    {
        Dictionary<Address, int> columns = [];
        if (_story.Sender is { } sender) columns[sender] = 0;
        foreach (StoryFlow flow in _story.Flows)
        {
            bool knowsFrom = columns.TryGetValue(flow.From, out int from);
            bool knowsTo = columns.TryGetValue(flow.To, out int to);
            if (!knowsFrom) columns[flow.From] = from = knowsTo ? Math.Min(to + 1, ColumnsMax - 1) : 1;
            if (!knowsTo && flow.From != flow.To) columns[flow.To] = Math.Min(from + 1, ColumnsMax - 1);
        }

        int[] rows = new int[ColumnsMax];
        foreach ((Address account, int column) in columns)
        {
            bool takesPart = _story.Flows.Any(flow => flow.From == account || flow.To == account);
            if (takesPart && _places.Count < AccountsMax) _places[account] = (column, rows[column]++);
            else if (takesPart) AccountsOmitted++;
        }

        // A column without anyone (the sender of a trade by a bot) would only be empty space.
        int first = _places.Count == 0 ? 0 : _places.Values.Min(place => place.Column);
        foreach (Address account in _places.Keys.ToArray())
            _places[account] = (_places[account].Column - first, _places[account].Row);
    }

    private static void WriteArrowHead(HtmlWriter html) =>
        html.Open("defs").Open("marker", ("id", "arrow"), ("viewBox", "0 0 8 8"), ("refX", "7"), ("refY", "4"),
                ("markerWidth", "7"), ("markerHeight", "7"), ("orient", "auto-start-reverse"))
            .Empty("path", ("d", "M0 0 8 4 0 8z"), ("class", "head")).Close("marker").Close("defs");

    private void WriteArrow(HtmlWriter html, StoryFlow[] flows)
    {
        (int column, int row) from = _places[flows[0].From], to = _places[flows[0].To];
        bool forward = to.column > from.column;
        bool sideways = to.column == from.column;
        double x1 = X(from.column) + (forward || sideways ? BoxWidth : 0);
        double x2 = X(to.column) + (forward ? 0 : BoxWidth);

        // There and back take different sides of the boxes' middle, or they would cover each other.
        double shift = forward ? -7 : 7;
        double y1 = Y(from.row) + (BoxHeight / 2.0) + shift, y2 = Y(to.row) + (BoxHeight / 2.0) + shift;
        if (!forward && !sideways) (x1, x2) = (X(from.column), X(to.column) + BoxWidth);
        double bend = sideways ? 44 : Math.Max(30, Math.Abs(x2 - x1) / 2);
        double c1 = x1 + (forward || sideways ? bend : -bend), c2 = x2 + (forward ? -bend : bend);

        // What passes over a whole column bows down, or it would run through the boxes there.
        double bow = Math.Abs(to.column - from.column) > 1 ? RowStep : 0;
        string path = FormattableString.Invariant(
            $"M{x1:0} {y1:0}C{c1:0} {y1 + bow:0} {c2:0} {y2 + bow:0} {x2:0} {y2:0}");
        html.Empty("path", ("d", path), ("class", "flow"), ("marker-end", "url(#arrow)"));

        double x = (x1 + (3 * c1) + (3 * c2) + x2) / 8, y = ((y1 + y2) / 2) + (bow * 3 / 4);
        html.Element("text", Numbers(flows), ("class", "number"), ("x", Pixel(x)), ("y", Pixel(y - 4)));
    }

    private static string Numbers(StoryFlow[] flows)
    {
        const int shown = 4;
        string numbers = string.Join(", ", flows.Take(shown).Select(flow => flow.First));
        return flows.Length > shown ? numbers + " …" : numbers;
    }

    private void WriteBox(HtmlWriter html, Address account, int column, int row)
    {
        (string role, string kind) = RoleOf(account);
        html.Open("g", ("class", $"box {kind}"));
        html.Element("title", account.ToString());
        html.Empty("rect", ("x", $"{X(column)}"), ("y", $"{Y(row)}"), ("width", $"{BoxWidth}"),
            ("height", $"{BoxHeight}"), ("rx", "6"));
        html.Element("text", Accounts.Short(account), ("x", $"{X(column) + (BoxWidth / 2)}"), ("y", $"{Y(row) + 16}"));
        html.Element("text", role, ("class", "role"), ("x", $"{X(column) + (BoxWidth / 2)}"), ("y", $"{Y(row) + 31}"));
        html.Close("g");
    }

    private (string Role, string Kind) RoleOf(Address account)
    {
        if (account == Address.Zero) return ("mint / burn", "nobody");
        if (_incident?.Victims.Contains(account) == true) return ("victim", "victim");
        if (account == _story.Sender) return ("sender", "attacker");
        if (account == _story.Target) return ("called", "attacker");
        return _incident?.Attackers.Contains(account) == true ? ("attacker", "attacker") : ("", "");
    }

    private static string Pixel(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static int X(int column) => Margin + (column * ColumnStep);

    private static int Y(int row) => Margin + (row * RowStep) + (RowStep / 3);
}
