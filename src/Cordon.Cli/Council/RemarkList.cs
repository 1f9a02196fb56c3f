namespace Cordon.Cli.Council;

/// <summary>Collects remarks, each once.</summary>
internal sealed class RemarkList
{
    private readonly List<Remark> _all = [];

    /// <summary>The gravest first, otherwise in the order they came up.</summary>
    public IReadOnlyList<Remark> All => [.. _all.OrderByDescending(remark => remark.Gravity)];

    public void Danger(string where, string text) => Add(Gravity.Danger, where, text);

    public void Caution(string where, string text) => Add(Gravity.Caution, where, text);

    public void Note(string where, string text) => Add(Gravity.Note, where, text);

    private void Add(Gravity gravity, string where, string text)
    {
        Remark remark = new(gravity, where, text);
        if (!_all.Contains(remark)) _all.Add(remark);
    }
}
