namespace Cordon.Engine.Facts;

/// <summary>A value an account, forgotten all at once: clearing only moves the epoch on.</summary>
internal sealed class AccountScratch<T> where T : struct
{
    private T[] _values = new T[1024];
    private int[] _epochs = new int[1024];
    private int _epoch = 1;

    /// <summary>Forgets every value.</summary>
    public void Clear()
    {
        if (_epoch == int.MaxValue)
        {
            Array.Clear(_epochs);
            _epoch = 0;
        }

        _epoch++;
    }

    public bool Has(int account) => (uint)account < (uint)_epochs.Length && _epochs[account] == _epoch;

    /// <summary>The account's value, the default where it has none.</summary>
    public T Get(int account) => Has(account) ? _values[account] : default;

    /// <summary>The account's value to be read and written, the default where it had none.</summary>
    public ref T At(int account)
    {
        if (account >= _values.Length) Grow(account + 1);
        if (_epochs[account] != _epoch)
        {
            _epochs[account] = _epoch;
            _values[account] = default;
        }

        return ref _values[account];
    }

    private void Grow(int size)
    {
        int larger = Math.Max(size, _values.Length * 2);
        Array.Resize(ref _values, larger);
        Array.Resize(ref _epochs, larger);
    }
}
