namespace Cordon.Economics.Fusion;

/// <summary>One label that a watcher gave an item; a watcher may label an item several times.</summary>
/// <param name="Item">Index of the item, from 0.</param>
/// <param name="Watcher">Index of the watcher, from 0.</param>
/// <param name="Label">The class it said, from 0.</param>
public readonly record struct WatcherLabel(int Item, int Watcher, int Label);
